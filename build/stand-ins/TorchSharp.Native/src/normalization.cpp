#include "handles.h"

namespace {

namespace F = torch::nn::functional;

at::Tensor or_none(Tensor tensor)
{
    return tensor == nullptr ? at::Tensor() : *tensor;
}

}  // namespace

EXPORT Tensor ts_nn_batch_norm(Tensor x, Tensor mean, Tensor var, Tensor weight, Tensor bias, bool training, double momentum, double eps)
{
    return made([&] {
        auto options = F::BatchNormFuncOptions().weight(or_none(weight)).bias(or_none(bias)).training(training).momentum(momentum).eps(eps);
        return F::batch_norm(*x, or_none(mean), or_none(var), options);
    });
}

EXPORT Tensor ts_nn_group_norm(Tensor x, int64_t groups, Tensor weight, Tensor bias, double eps)
{
    return made([&] { return F::group_norm(*x, F::GroupNormFuncOptions(groups).weight(or_none(weight)).bias(or_none(bias)).eps(eps)); });
}

EXPORT Tensor ts_nn_layer_norm(Tensor x, const int64_t* shape, int64_t length, Tensor weight, Tensor bias, double eps)
{
    return made([&] {
        auto options = F::LayerNormFuncOptions(dims(shape, length).vec()).weight(or_none(weight)).bias(or_none(bias)).eps(eps);
        return F::layer_norm(*x, options);
    });
}
