" Colours for Fovea scripts and lessons.
if exists("b:current_syntax") | finish | endif

syntax keyword foveaControl break continue else for if in return while
syntax keyword foveaOperator and not or
syntax keyword foveaConstant end false none true inf nan pi
syntax keyword foveaFunction Adam AdamW Affine AvgPool BatchNorm Chain Conv CosineLR Dense Dropout Elu ExponentialLR Flatten LeakyRelu Linear MaxPool RMSprop Relu SGD Sigmoid Softmax StepLR Tanh abs affine affine_grid all allclose any arange argmax argmin augment avg_pool batch_norm build cartoons cat ceil clamp classify compare conv cos count cross_entropy dataset det diag digits distort dropout dtype einsum elu evaluate exp expect eye f32 f64 features flatten flip floor freeze full go go_games grad gradcheck gray grid_sample inv kron leaky_relu linear linspace list load log log_softmax max max_pool maximum mean meshgrid min minimum mnist mse_loss names norm number numgrad one_hot ones ones_like outer overlay pad permute picture picture_folder pixel_theta plot print rand randint randn randperm receptive_field record relu repeat reshape resize rot90 rotation round saliency sampling_grid scaling seed sgf shape shapes shift sigmoid sin softmax solve split sqrt squeeze stack std sum svd sweep tanh tile trace train transformer transpose tril triu unfreeze unit_theta unsqueeze var where write zeros zeros_like
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
