" Colours for Fovea scripts and lessons.
if exists("b:current_syntax") | finish | endif

syntax keyword foveaControl break continue else for if in return while
syntax keyword foveaOperator and not or
syntax keyword foveaConstant end false none true inf nan pi
syntax keyword foveaFunction Adam AdamW Affine AvgPool BatchNorm Chain Conv CosineLR Dense Dropout Elu ExponentialLR Flatten Gelu LeakyRelu Linear MaxPool RMSprop Relu SGD Sigmoid Silu Softmax Softplus StepLR Tanh abs affine affine_grid all allclose any arange argmax argmin argsort atan2 augment avg_pool batch_norm bincount build cartoons cat ceil clamp classify compare conv cos count cross_entropy cumprod cumsum dataset diff digits distort dropout dtype elu evaluate exp expect expm1 eye f32 f64 features flatten flip floor freeze full gelu go go_games grad gradcheck gray grid_sample histogram isfinite isinf isnan leaky_relu linear linspace list load log log10 log1p log2 log_softmax max max_pool maximum mean median min minimum mnist mse_loss names number numgrad one_hot ones overlay pad permute picture picture_folder pixel_theta plot print prod quantile rand randn receptive_field record relu reshape resize roll rot90 rotation round saliency sampling_grid scaling seed sgf shape shapes shift sigmoid sign silu sin softmax softplus sort split sqrt stack std sum sweep take_along_dim tan tanh topk train transformer transpose unfreeze unique unit_theta var where write zeros
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
