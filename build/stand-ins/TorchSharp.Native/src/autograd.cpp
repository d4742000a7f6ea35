#include "handles.h"

EXPORT bool ts_is_grad_enabled() { return at::GradMode::is_enabled(); }
EXPORT void ts_set_grad_enabled(bool enabled) { at::GradMode::set_enabled(enabled); }
EXPORT bool ts_is_inference_mode_enabled() { return c10::InferenceMode::is_enabled(); }
EXPORT void* ts_inference_mode_enter(bool mode) { return new c10::InferenceMode(mode); }
EXPORT void ts_inference_mode_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

EXPORT bool ts_backward(Tensor t) { return guarded([&] { t->backward(); }); }

EXPORT bool ts_backward_many(const Tensor* tensors, int64_t count, const Tensor* grads, int64_t grad_count, bool retain_graph,
    bool create_graph, const Tensor* inputs, int64_t input_count)
{
    return guarded([&] {
        torch::autograd::backward(
            list_of(tensors, count), list_of(grads, grad_count), retain_graph, create_graph, list_of(inputs, input_count));
    });
}

EXPORT Tensor ts_grad(Tensor t) { return made([&] { return t->grad(); }); }

EXPORT bool ts_set_grad(Tensor t, Tensor grad)
{
    return guarded([&] {
        if (grad == nullptr)
            t->mutable_grad().reset();
        else
            t->mutable_grad() = *grad;
    });
}

EXPORT bool ts_requires_grad(Tensor t) { return t->requires_grad(); }
EXPORT bool ts_set_requires_grad(Tensor t, bool value) { return guarded([&] { t->set_requires_grad(value); }); }
EXPORT bool ts_retain_grad(Tensor t) { return guarded([&] { t->retain_grad(); }); }
EXPORT bool ts_is_leaf(Tensor t) { return t->is_leaf(); }
