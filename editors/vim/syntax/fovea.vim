" Colours for Fovea scripts and lessons.
if exists("b:current_syntax") | finish | endif

syntax keyword foveaControl break continue else for if in return while
syntax keyword foveaOperator and not or
syntax keyword foveaConstant end false none true inf nan pi
syntax keyword foveaFunction Adam AdamW AdaptiveAvgPool AdaptiveMaxPool Affine AvgPool BatchNorm Chain Conv ConvTranspose CosineLR Dense Dropout Elu ExponentialLR Flatten Gelu GlobalAvgPool GroupNorm Identity LayerNorm LeakyRelu Linear MaxPool Parallel RMSprop Relu Residual SGD Sigmoid Silu Softmax Softplus StepLR Tanh Upsample abs adaptive_avg_pool adaptive_max_pool affine affine_grid all allclose any append arange architecture argmax argmin argsort atan2 augment avg_pool batch_norm batches binary_cross_entropy binary_cross_entropy_with_logits bincount build cartoons cat ceil clamp classify compare conv conv_transpose cos count cross_entropy cumprod cumsum dataset det diag diagnose diff digits distort dropout dtype einsum elu evaluate exp expect expm1 eye f32 f64 features filter flatten flip floor freeze full gelu global_avg_pool go go_games grad gradcam gradcheck gray grid_sample group_norm histogram huber_loss i64 inv isfinite isinf isnan kron l1_loss layer_norm leaky_relu linear linspace list load log log10 log1p log2 log_softmax map max max_pool maximum mean median meshgrid min minimum mnist mse_loss names nonzero norm number numgrad one_hot ones ones_like outer overlay pad permute picture picture_folder pixel_theta plot print prod quantile rand randint randn randperm receptive_field record relu repeat reshape resize roll rot90 rotation round saliency sampling_grid scaling seed sgf shape shapes shift sigmoid sign silu sin smooth_l1_loss softmax softplus solve sort split sqrt squeeze stack start std step sum svd sweep take_along_dim tan tanh tile topk trace train transformer transpose tril triu unfreeze unique unit_theta unsqueeze var where write zeros zeros_like
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
