#include "handles.h"

// What every factory is told about the tensor to make.
struct Kind {
    int32_t dtype;
    int32_t device_type;
    int32_t device_index;
    int32_t requires_grad;
};

namespace {

at::TensorOptions options(const Kind& kind)
{
    return at::TensorOptions()
        .dtype(static_cast<at::ScalarType>(kind.dtype))
        .device(device_of(kind.device_type, kind.device_index))
        .requires_grad(kind.requires_grad != 0);
}

}  // namespace

EXPORT Tensor ts_empty(const int64_t* s, int64_t n, Kind kind) { return made([&] { return torch::empty(dims(s, n), options(kind)); }); }
EXPORT Tensor ts_zeros(const int64_t* s, int64_t n, Kind kind) { return made([&] { return torch::zeros(dims(s, n), options(kind)); }); }
EXPORT Tensor ts_ones(const int64_t* s, int64_t n, Kind kind) { return made([&] { return torch::ones(dims(s, n), options(kind)); }); }
EXPORT Tensor ts_full(const int64_t* s, int64_t n, Number value, Kind kind) { return made([&] { return torch::full(dims(s, n), *value, options(kind)); }); }
EXPORT Tensor ts_eye(int64_t rows, int64_t columns, Kind kind) { return made([&] { return torch::eye(rows, columns, options(kind)); }); }
EXPORT Tensor ts_arange(Number start, Number stop, Number step, Kind kind) { return made([&] { return torch::arange(*start, *stop, *step, options(kind)); }); }
EXPORT Tensor ts_linspace(double start, double end, int64_t steps, Kind kind) { return made([&] { return torch::linspace(start, end, steps, options(kind)); }); }

EXPORT Tensor ts_empty_like(Tensor t, Kind kind) { return made([&] { return torch::empty_like(*t, options(kind)); }); }
EXPORT Tensor ts_zeros_like(Tensor t, Kind kind) { return made([&] { return torch::zeros_like(*t, options(kind)); }); }
EXPORT Tensor ts_ones_like(Tensor t, Kind kind) { return made([&] { return torch::ones_like(*t, options(kind)); }); }
EXPORT Tensor ts_full_like(Tensor t, Number value, Kind kind) { return made([&] { return torch::full_like(*t, *value, options(kind)); }); }
EXPORT Tensor ts_rand_like(Tensor t, Kind kind) { return made([&] { return torch::rand_like(*t, options(kind)); }); }
EXPORT Tensor ts_randn_like(Tensor t, Kind kind) { return made([&] { return torch::randn_like(*t, options(kind)); }); }

EXPORT Tensor ts_scalar_tensor(Number value, Kind kind) { return made([&] { return torch::scalar_tensor(*value, options(kind)); }); }

EXPORT Tensor ts_rand(Random g, const int64_t* s, int64_t n, Kind kind)
{
    return made([&] { return g ? torch::rand(dims(s, n), *g, options(kind)) : torch::rand(dims(s, n), options(kind)); });
}

EXPORT Tensor ts_randn(Random g, const int64_t* s, int64_t n, Kind kind)
{
    return made([&] { return g ? torch::randn(dims(s, n), *g, options(kind)) : torch::randn(dims(s, n), options(kind)); });
}

EXPORT Tensor ts_randint(Random g, int64_t low, int64_t high, const int64_t* s, int64_t n, Kind kind)
{
    return made([&] {
        return g ? torch::randint(low, high, dims(s, n), *g, options(kind)) : torch::randint(low, high, dims(s, n), options(kind));
    });
}

EXPORT Tensor ts_randperm(Random g, int64_t n, Kind kind)
{
    return made([&] { return g ? torch::randperm(n, *g, options(kind)) : torch::randperm(n, options(kind)); });
}

EXPORT Tensor ts_randperm_out(Random g, int64_t n, Tensor out)
{
    return made([&] { return g ? at::randperm_out(*out, n, *g) : at::randperm_out(*out, n); });
}

// The memory belongs to the managed side; release(key) tells it that no tensor uses it any more.
EXPORT Tensor ts_from_blob(void* data, void (*release)(void*), void* key, const int64_t* s, int64_t n, int32_t stored, Kind kind)
{
    return made([&] {
        const bool move = kind.device_type != 0;
        const bool convert = stored != kind.dtype;
        const auto asked = static_cast<at::ScalarType>(kind.dtype);
        auto blob = at::TensorOptions().dtype(static_cast<at::ScalarType>(stored)).requires_grad(kind.requires_grad != 0 && !move);
        auto tensor = torch::from_blob(data, dims(s, n), [release, key](void*) { release(key); }, blob);
        if (move)
            return tensor.to(device_of(kind.device_type, kind.device_index), asked).set_requires_grad(kind.requires_grad != 0);
        return convert ? tensor.to(asked) : tensor;
    });
}
