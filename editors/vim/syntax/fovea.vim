" Colours for Fovea scripts and lessons.
if exists("b:current_syntax") | finish | endif

syntax keyword foveaControl break continue else for if in return while
syntax keyword foveaOperator and not or
syntax keyword foveaConstant end false none true inf nan pi
syntax keyword foveaFunction abs affine affine_grid all allclose any arange argmax argmin avg_pool batch_norm cat ceil clamp compare conv cos count cross_entropy dropout dtype exp expect eye f32 f64 flatten flip floor full grad gradcheck gray grid_sample leaky_relu linear linspace list load log log_softmax max max_pool maximum mean min minimum mse_loss numgrad one_hot ones pad permute picture pixel_theta plot print rand randn record relu reshape resize rot90 rotation round scaling seed shape shift sigmoid sin softmax sqrt stack std sum tanh transpose unit_theta var where write zeros
syntax match foveaStatement /\(^\|[;{]\)\s*\zs\(explain\|show\|slide\|time\|use\)\ze\s\+[a-zA-Z_0-9"'(\[-]/
syntax match foveaNumber /\<\d\+\.\?\d*\([eE][-+]\?\d\+\)\?\>/
syntax region foveaString start=/"/ skip=/\\./ end=/"/ oneline
syntax region foveaString start=/[a-zA-Z0-9_)\]}']\@<!'/ skip=/\\./ end=/'/ oneline
syntax match foveaComment /#.*$/

highlight default link foveaControl Keyword
highlight default link foveaStatement Statement
highlight default link foveaOperator Operator
highlight default link foveaConstant Constant
highlight default link foveaFunction Function
highlight default link foveaNumber Number
highlight default link foveaString String
highlight default link foveaComment Comment

let b:current_syntax = "fovea"
