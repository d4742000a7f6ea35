#pragma once

#include <torch/torch.h>

#include <string>
#include <utility>
#include <vector>

// What crosses the border: a tensor, a scalar and a generator are pointers to heap copies of the C++ handle, owned by the
// managed wrapper. A function that makes a tensor returns null, and one that changes a tensor false, after remembering why.
using Tensor = at::Tensor*;
using Number = at::Scalar*;
using Random = at::Generator*;

#define EXPORT extern "C" __attribute__((visibility("default")))

void remember_failure() noexcept;

template <class Action>
bool guarded(Action&& action) noexcept
{
    try {
        action();
        return true;
    } catch (...) {
        remember_failure();
        return false;
    }
}

template <class Value, class Function>
Value guarded_value(Value fallback, Function&& function) noexcept
{
    try {
        return function();
    } catch (...) {
        remember_failure();
        return fallback;
    }
}

inline Tensor own(at::Tensor tensor)
{
    return tensor.defined() ? new at::Tensor(std::move(tensor)) : nullptr;
}

template <class Function>
Tensor made(Function&& function) noexcept
{
    return guarded_value<Tensor>(nullptr, [&] { return own(function()); });
}

inline at::IntArrayRef dims(const int64_t* values, int64_t length)
{
    return at::IntArrayRef(values, static_cast<size_t>(length));
}

inline c10::optional<at::Tensor> maybe(Tensor tensor)
{
    return tensor == nullptr ? c10::optional<at::Tensor>() : *tensor;
}

inline c10::optional<at::Scalar> maybe(Number number)
{
    return number == nullptr ? c10::optional<at::Scalar>() : *number;
}

inline c10::optional<at::Generator> maybe(Random random)
{
    return random == nullptr ? c10::optional<at::Generator>() : *random;
}

// A dtype below zero means: none asked for.
inline c10::optional<at::ScalarType> maybe(int8_t dtype)
{
    return dtype < 0 ? c10::optional<at::ScalarType>() : static_cast<at::ScalarType>(dtype);
}

// The least number means: none asked for.
inline c10::optional<int64_t> given(int64_t value)
{
    return value == INT64_MIN ? c10::optional<int64_t>() : value;
}

inline at::Device device_of(int32_t type, int32_t index)
{
    return at::Device(static_cast<at::DeviceType>(type), static_cast<at::DeviceIndex>(index));
}

inline std::vector<at::Tensor> list_of(const Tensor* tensors, int64_t length)
{
    std::vector<at::Tensor> list;
    list.reserve(static_cast<size_t>(length));
    for (int64_t i = 0; i < length; i++)
        list.push_back(*tensors[i]);
    return list;
}
