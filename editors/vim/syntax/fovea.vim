" Colours for Fovea scripts and lessons.
if exists("b:current_syntax") | finish | endif

syntax keyword foveaControl break continue else for if in return while
syntax keyword foveaOperator and not or
syntax keyword foveaConstant end false none true inf nan pi
syntax keyword foveaFunction Adam AdamW Affine AvgPool BatchNorm Chain Conv CosineLR Dense Dropout Elu ExponentialLR Flatten LeakyRelu Linear MaxPool RMSprop Relu SGD Sigmoid Softmax StepLR Tanh abs affine affine_grid all allclose any append arange argmax argmin augment avg_pool batch_norm build cartoons cat ceil clamp classify compare conv cos count cross_entropy dataset digits distort dropout dtype elu evaluate exp expect eye f32 f64 features filter flatten flip floor freeze full go go_games grad gradcheck gray grid_sample leaky_relu linear linspace list load log log_softmax map max max_pool maximum mean min minimum mnist mse_loss names number numgrad one_hot ones overlay pad permute picture picture_folder pixel_theta plot print rand randn receptive_field record relu reshape resize rot90 rotation round saliency sampling_grid scaling seed sgf shape shapes shift sigmoid sin softmax split sqrt stack std sum sweep tanh train transformer transpose unfreeze unit_theta var where write zeros
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
