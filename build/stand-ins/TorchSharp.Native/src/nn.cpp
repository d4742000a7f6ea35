#include "handles.h"

namespace F = torch::nn::functional;
namespace init = torch::nn::init;

namespace {

// 0 none, 1 mean, 2 sum: the values of the managed enum.
template <class Options>
Options reduced(Options options, int64_t reduction)
{
    if (reduction == 0)
        options.reduction(torch::kNone);
    else if (reduction == 1)
        options.reduction(torch::kMean);
    else
        options.reduction(torch::kSum);
    return options;
}

init::NonlinearityType nonlinearity(int64_t value)
{
    switch (value) {
    case 1: return torch::kConv1D;
    case 2: return torch::kConv2D;
    case 3: return torch::kConv3D;
    case 4: return torch::kConvTranspose1D;
    case 5: return torch::kConvTranspose2D;
    case 6: return torch::kConvTranspose3D;
    case 7: return torch::kSigmoid;
    case 8: return torch::kTanh;
    case 9: return torch::kReLU;
    case 10: return torch::kLeakyReLU;
    default: return torch::kLinear;
    }
}

init::FanModeType fan(int64_t mode)
{
    return mode == 0 ? init::FanModeType(torch::kFanIn) : init::FanModeType(torch::kFanOut);
}

}  // namespace

EXPORT Tensor ts_nn_linear(Tensor x, Tensor weight, Tensor bias) { return made([&] { return F::linear(*x, *weight, bias ? *bias : at::Tensor()); }); }
EXPORT Tensor ts_nn_relu(Tensor x, bool inplace) { return made([&] { return inplace ? at::relu_(*x) : at::relu(*x); }); }
EXPORT Tensor ts_nn_elu(Tensor x, double alpha, bool inplace) { return made([&] { return inplace ? at::elu_(*x, alpha) : at::elu(*x, alpha); }); }
EXPORT Tensor ts_nn_leaky_relu(Tensor x, double slope, bool inplace) { return made([&] { return inplace ? at::leaky_relu_(*x, slope) : at::leaky_relu(*x, slope); }); }
EXPORT Tensor ts_nn_gelu(Tensor x) { return made([&] { return at::gelu(*x); }); }
EXPORT Tensor ts_nn_softplus(Tensor x, double beta, double threshold) { return made([&] { return at::softplus(*x, beta, threshold); }); }
EXPORT Tensor ts_nn_softmax(Tensor x, int64_t dim, int8_t dtype) { return made([&] { return at::softmax(*x, dim, maybe(dtype)); }); }
EXPORT Tensor ts_nn_log_softmax(Tensor x, int64_t dim, int8_t dtype) { return made([&] { return at::log_softmax(*x, dim, maybe(dtype)); }); }

EXPORT Tensor ts_nn_one_hot(Tensor x, int64_t classes) { return made([&] { return at::one_hot(*x, classes); }); }
EXPORT Tensor ts_nn_pixel_shuffle(Tensor x, int64_t factor) { return made([&] { return at::pixel_shuffle(*x, factor); }); }

EXPORT Tensor ts_nn_dropout(Tensor x, double p, bool training, bool inplace)
{
    return made([&] { return F::dropout(*x, F::DropoutFuncOptions().p(p).training(training).inplace(inplace)); });
}

EXPORT Tensor ts_nn_dropout2d(Tensor x, double p, bool training, bool inplace)
{
    return made([&] { return F::dropout2d(*x, F::Dropout2dFuncOptions().p(p).training(training).inplace(inplace)); });
}

// 1 reflect, 2 replicate, 3 circular, else a constant: the values of the managed enum.
EXPORT Tensor ts_nn_pad(Tensor x, const int64_t* pad, int64_t length, int8_t mode, double value)
{
    return made([&] {
        F::PadFuncOptions options(dims(pad, length).vec());
        if (mode == 1)
            options.mode(torch::kReflect);
        else if (mode == 2)
            options.mode(torch::kReplicate);
        else if (mode == 3)
            options.mode(torch::kCircular);
        return F::pad(*x, options.value(value));
    });
}

EXPORT Tensor ts_nn_mse_loss(Tensor x, Tensor target, int64_t reduction)
{
    return made([&] { return F::mse_loss(*x, *target, reduced(F::MSELossFuncOptions(), reduction)); });
}

EXPORT Tensor ts_nn_binary_cross_entropy(Tensor x, Tensor target, Tensor weight, int64_t reduction)
{
    return made([&] {
        auto options = reduced(F::BinaryCrossEntropyFuncOptions(), reduction);
        if (weight)
            options.weight(*weight);
        return F::binary_cross_entropy(*x, *target, options);
    });
}

EXPORT Tensor ts_nn_binary_cross_entropy_with_logits(Tensor x, Tensor target, Tensor weight, int64_t reduction, Tensor pos_weight)
{
    return made([&] {
        auto options = reduced(F::BinaryCrossEntropyWithLogitsFuncOptions(), reduction);
        if (weight)
            options.weight(*weight);
        if (pos_weight)
            options.pos_weight(*pos_weight);
        return F::binary_cross_entropy_with_logits(*x, *target, options);
    });
}

// The parameters of a fresh linear layer, drawn from the global generator as libtorch's own module draws them.
EXPORT Tensor ts_nn_linear_new(int64_t inputs, int64_t outputs, bool has_bias, Tensor* bias)
{
    return made([&] {
        torch::nn::Linear layer(torch::nn::LinearOptions(inputs, outputs).bias(has_bias));
        *bias = has_bias ? own(layer->bias) : nullptr;
        return layer->weight;
    });
}

EXPORT bool ts_init_uniform_(Tensor t, double low, double high) { return guarded([&] { init::uniform_(*t, low, high); }); }
EXPORT bool ts_init_normal_(Tensor t, double mean, double std) { return guarded([&] { init::normal_(*t, mean, std); }); }
EXPORT bool ts_init_constant_(Tensor t, Number value) { return guarded([&] { init::constant_(*t, *value); }); }
EXPORT bool ts_init_zeros_(Tensor t) { return guarded([&] { init::zeros_(*t); }); }
EXPORT bool ts_init_ones_(Tensor t) { return guarded([&] { init::ones_(*t); }); }
EXPORT bool ts_init_xavier_uniform_(Tensor t, double gain) { return guarded([&] { init::xavier_uniform_(*t, gain); }); }

EXPORT bool ts_init_kaiming_uniform_(Tensor t, double a, int64_t mode, int64_t kind)
{
    return guarded([&] { init::kaiming_uniform_(*t, a, fan(mode), nonlinearity(kind)); });
}

EXPORT bool ts_clip_grad_norm_(const Tensor* tensors, int64_t count, double max_norm, double norm_type, double* total)
{
    return guarded([&] { *total = torch::nn::utils::clip_grad_norm_(list_of(tensors, count), max_norm, norm_type); });
}
