#include "handles.h"

// What a two-dimensional convolution is: the values of the managed struct.
struct Convolution {
    int64_t inputs;
    int64_t outputs;
    int64_t kernel[2];
    int64_t stride[2];
    int64_t padding[2];
    int64_t output_padding[2];
    int64_t dilation[2];
    int64_t groups;
    int64_t padding_mode; // 0 zeros, 1 reflect, 2 replicate, 3 circular; anything else is zeros
    int64_t same;         // pads so that the output has the input's size, whatever padding says
    int64_t transposed;
};

namespace {

at::IntArrayRef two(const int64_t (&values)[2])
{
    return at::IntArrayRef(values, 2);
}

template <class Options>
Options with_mode(Options options, int64_t mode)
{
    if (mode == 1)
        options.padding_mode(torch::kReflect);
    else if (mode == 2)
        options.padding_mode(torch::kReplicate);
    else if (mode == 3)
        options.padding_mode(torch::kCircular);
    return options;
}

torch::nn::Conv2dOptions::padding_t padding_of(const Convolution& c)
{
    if (c.same)
        return torch::kSame;
    return torch::ExpandingArray<2>({c.padding[0], c.padding[1]});
}

template <class Module>
Tensor parameters(const Module& layer, Tensor* bias)
{
    *bias = own(layer->bias);
    return own(layer->weight);
}

// Both fresh parameters, drawn from the global generator as libtorch's own module draws them; it also checks the options.
Tensor fresh(const Convolution& c, bool has_bias, Tensor* bias)
{
    using Two = torch::ExpandingArray<2>;
    if (c.transposed) {
        auto options = torch::nn::ConvTranspose2dOptions(c.inputs, c.outputs, Two(two(c.kernel)))
                           .stride(two(c.stride)).padding(two(c.padding)).output_padding(two(c.output_padding))
                           .dilation(two(c.dilation)).groups(c.groups).bias(has_bias);
        return parameters(torch::nn::ConvTranspose2d(options), bias);
    }
    auto options = torch::nn::Conv2dOptions(c.inputs, c.outputs, Two(two(c.kernel)))
                       .stride(two(c.stride)).padding(padding_of(c)).dilation(two(c.dilation)).groups(c.groups).bias(has_bias);
    return parameters(torch::nn::Conv2d(with_mode(options, c.padding_mode)), bias);
}

// How much each side gets before the convolution, the last dimension first.
std::vector<int64_t> margins(const Convolution& c)
{
    std::vector<int64_t> result;
    for (int i = 1; i >= 0; i--) {
        const int64_t total = c.same ? c.dilation[i] * (c.kernel[i] - 1) : 2 * c.padding[i];
        result.push_back(total / 2);
        result.push_back(total - total / 2);
    }
    return result;
}

at::Tensor padded(const Convolution& c, const at::Tensor& x)
{
    namespace F = torch::nn::functional;
    F::PadFuncOptions options(margins(c));
    if (c.padding_mode == 1)
        options.mode(torch::kReflect);
    else if (c.padding_mode == 2)
        options.mode(torch::kReplicate);
    else
        options.mode(torch::kCircular);
    return F::pad(x, options);
}

at::Tensor convolved(const Convolution& c, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    const bool zeros = c.padding_mode < 1 || c.padding_mode > 3;
    if (c.transposed) {
        TORCH_CHECK(zeros, "Only `zeros` padding mode is supported for ConvTranspose2d");
        return at::conv_transpose2d(
            x, weight, bias, two(c.stride), two(c.padding), two(c.output_padding), c.groups, two(c.dilation));
    }
    if (!zeros)
        return at::conv2d(padded(c, x), weight, bias, two(c.stride), at::IntArrayRef{0, 0}, two(c.dilation), c.groups);
    return c.same ? at::conv2d(x, weight, bias, two(c.stride), "same", two(c.dilation), c.groups)
                  : at::conv2d(x, weight, bias, two(c.stride), two(c.padding), two(c.dilation), c.groups);
}

}  // namespace

EXPORT Tensor ts_nn_convolution_new(const Convolution* c, bool has_bias, Tensor* bias)
{
    return guarded_value<Tensor>(nullptr, [&] { return fresh(*c, has_bias, bias); });
}

EXPORT Tensor ts_nn_convolution(const Convolution* c, Tensor x, Tensor weight, Tensor bias)
{
    return made([&] { return convolved(*c, *x, *weight, bias ? *bias : at::Tensor()); });
}

EXPORT Tensor ts_nn_conv2d(Tensor x, Tensor weight, Tensor bias, const int64_t* stride, int64_t strides, const int64_t* padding,
    int64_t paddings, const int64_t* dilation, int64_t dilations, int64_t groups)
{
    return made([&] {
        return at::conv2d(*x, *weight, bias ? *bias : at::Tensor(), dims(stride, strides), dims(padding, paddings),
            dims(dilation, dilations), groups);
    });
}

EXPORT Tensor ts_nn_conv_transpose2d(Tensor x, Tensor weight, Tensor bias, const int64_t* stride, int64_t strides,
    const int64_t* padding, int64_t paddings, const int64_t* output_padding, int64_t output_paddings, const int64_t* dilation,
    int64_t dilations, int64_t groups)
{
    return made([&] {
        return at::conv_transpose2d(*x, *weight, bias ? *bias : at::Tensor(), dims(stride, strides), dims(padding, paddings),
            dims(output_padding, output_paddings), groups, dims(dilation, dilations));
    });
}
