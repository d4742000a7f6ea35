#include "handles.h"

EXPORT Tensor ts_nn_max_pool2d(Tensor x, const int64_t* kernel, int64_t kernels, const int64_t* stride, int64_t strides,
    const int64_t* padding, int64_t paddings, const int64_t* dilation, int64_t dilations, bool ceil)
{
    return made([&] {
        return at::max_pool2d(*x, dims(kernel, kernels), dims(stride, strides), dims(padding, paddings), dims(dilation, dilations), ceil);
    });
}

// No divisor means: as many as the window has.
EXPORT Tensor ts_nn_avg_pool2d(Tensor x, const int64_t* kernel, int64_t kernels, const int64_t* stride, int64_t strides,
    const int64_t* padding, int64_t paddings, bool ceil, bool counts_padding, int64_t divisor)
{
    return made([&] {
        return at::avg_pool2d(
            *x, dims(kernel, kernels), dims(stride, strides), dims(padding, paddings), ceil, counts_padding, given(divisor));
    });
}

EXPORT Tensor ts_nn_adaptive_avg_pool2d(Tensor x, const int64_t* size, int64_t length)
{
    return made([&] { return at::adaptive_avg_pool2d(*x, dims(size, length)); });
}
