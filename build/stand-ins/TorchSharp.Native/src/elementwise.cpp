#include "handles.h"

#define UNARY(name) \
    EXPORT Tensor ts_##name(Tensor t) { return made([&] { return t->name(); }); }
#define UNARY_IN_PLACE(name) \
    EXPORT bool ts_##name(Tensor t) { return guarded([&] { t->name(); }); }
#define BINARY(name) \
    EXPORT Tensor ts_##name(Tensor t, Tensor other) { return made([&] { return t->name(*other); }); }
#define BINARY_IN_PLACE(name) \
    EXPORT bool ts_##name(Tensor t, Tensor other) { return guarded([&] { t->name(*other); }); }
#define WITH_NUMBER(name) \
    EXPORT Tensor ts_##name##_number(Tensor t, Number number) { return made([&] { return t->name(*number); }); }
#define WITH_NUMBER_IN_PLACE(name) \
    EXPORT bool ts_##name##_number(Tensor t, Number number) { return guarded([&] { t->name(*number); }); }

UNARY(abs) UNARY(exp) UNARY(floor) UNARY(log) UNARY(log1p) UNARY(neg) UNARY(reciprocal) UNARY(relu) UNARY(rsqrt) UNARY(sigmoid)
UNARY(sign) UNARY(sqrt) UNARY(square) UNARY(tanh) UNARY(isfinite) UNARY(isinf) UNARY(isnan) UNARY(ceil) UNARY(cos) UNARY(erf)
UNARY(erfinv) UNARY(expm1) UNARY(sin) UNARY(logical_not)
EXPORT Tensor ts_silu(Tensor t) { return made([&] { return at::silu(*t); }); }
EXPORT Tensor ts_round(Tensor t, int64_t decimals) { return made([&] { return t->round(decimals); }); }

UNARY_IN_PLACE(exp_) UNARY_IN_PLACE(relu_) UNARY_IN_PLACE(tanh_) UNARY_IN_PLACE(zero_) UNARY_IN_PLACE(abs_) UNARY_IN_PLACE(ceil_)
UNARY_IN_PLACE(floor_) UNARY_IN_PLACE(log_) UNARY_IN_PLACE(neg_) UNARY_IN_PLACE(reciprocal_) UNARY_IN_PLACE(rsqrt_) UNARY_IN_PLACE(sigmoid_)
UNARY_IN_PLACE(sqrt_)
EXPORT bool ts_round_(Tensor t, int64_t decimals) { return guarded([&] { t->round_(decimals); }); }
EXPORT bool ts_silu_(Tensor t) { return guarded([&] { at::silu_(*t); }); }

BINARY(mul) BINARY(pow) BINARY(eq) BINARY(ne) BINARY(lt) BINARY(le) BINARY(gt) BINARY(ge) BINARY(maximum) BINARY(minimum) BINARY(logaddexp)
BINARY(logical_and) BINARY(logical_or) BINARY(logical_xor)
BINARY_IN_PLACE(mul_) BINARY_IN_PLACE(pow_) BINARY_IN_PLACE(logical_and_) BINARY_IN_PLACE(logical_or_) BINARY_IN_PLACE(logical_xor_)
WITH_NUMBER(mul) WITH_NUMBER(pow) WITH_NUMBER(eq) WITH_NUMBER(ne) WITH_NUMBER(lt) WITH_NUMBER(le) WITH_NUMBER(gt) WITH_NUMBER(ge)
WITH_NUMBER(sub) WITH_NUMBER(clamp_max) WITH_NUMBER(clamp_min)
WITH_NUMBER_IN_PLACE(mul_) WITH_NUMBER_IN_PLACE(pow_) WITH_NUMBER_IN_PLACE(sub_) WITH_NUMBER_IN_PLACE(fill_) WITH_NUMBER_IN_PLACE(clamp_max_)
WITH_NUMBER_IN_PLACE(clamp_min_)
BINARY(sub) BINARY_IN_PLACE(sub_)

EXPORT Tensor ts_add(Tensor t, Tensor other, Number alpha) { return made([&] { return alpha ? t->add(*other, *alpha) : t->add(*other); }); }
EXPORT bool ts_add_(Tensor t, Tensor other, Number alpha) { return guarded([&] { alpha ? t->add_(*other, *alpha) : t->add_(*other); }); }
EXPORT Tensor ts_add_number(Tensor t, Number n, Number alpha) { return made([&] { return alpha ? t->add(*n, *alpha) : t->add(*n); }); }
EXPORT bool ts_add_number_(Tensor t, Number n, Number alpha) { return guarded([&] { alpha ? t->add_(*n, *alpha) : t->add_(*n); }); }

namespace {

c10::optional<c10::string_view> rounding(int32_t mode)
{
    if (mode == 0)
        return c10::nullopt;
    return c10::string_view(mode == 1 ? "trunc" : "floor");
}

}  // namespace

EXPORT Tensor ts_div(Tensor t, Tensor other, int32_t mode) { return made([&] { return mode ? t->div(*other, rounding(mode)) : t->div(*other); }); }
EXPORT bool ts_div_(Tensor t, Tensor other, int32_t mode) { return guarded([&] { mode ? t->div_(*other, rounding(mode)) : t->div_(*other); }); }
EXPORT Tensor ts_div_number(Tensor t, Number n, int32_t mode) { return made([&] { return mode ? t->div(*n, rounding(mode)) : t->div(*n); }); }
EXPORT bool ts_div_number_(Tensor t, Number n, int32_t mode) { return guarded([&] { mode ? t->div_(*n, rounding(mode)) : t->div_(*n); }); }

EXPORT Tensor ts_addcmul(Tensor t, Tensor a, Tensor b, Number value) { return made([&] { return t->addcmul(*a, *b, *value); }); }
EXPORT bool ts_addcmul_(Tensor t, Tensor a, Tensor b, Number value) { return guarded([&] { t->addcmul_(*a, *b, *value); }); }

EXPORT Tensor ts_addcdiv(Tensor t, Tensor a, Tensor b, Number value)
{
    return made([&] { return value ? t->addcdiv(*a, *b, *value) : t->addcdiv(*a, *b); });
}

EXPORT bool ts_addcdiv_(Tensor t, Tensor a, Tensor b, Number value)
{
    return guarded([&] { value ? t->addcdiv_(*a, *b, *value) : t->addcdiv_(*a, *b); });
}

EXPORT Tensor ts_lerp(Tensor t, Tensor end, Tensor weight) { return made([&] { return t->lerp(*end, *weight); }); }
EXPORT bool ts_lerp_(Tensor t, Tensor end, Tensor weight) { return guarded([&] { t->lerp_(*end, *weight); }); }

EXPORT Tensor ts_clamp(Tensor t, Number min, Number max) { return made([&] { return t->clamp(maybe(min), maybe(max)); }); }
EXPORT bool ts_clamp_(Tensor t, Number min, Number max) { return guarded([&] { t->clamp_(maybe(min), maybe(max)); }); }
EXPORT Tensor ts_clamp_tensor(Tensor t, Tensor min, Tensor max) { return made([&] { return t->clamp(maybe(min), maybe(max)); }); }
EXPORT bool ts_clamp_tensor_(Tensor t, Tensor min, Tensor max) { return guarded([&] { t->clamp_(maybe(min), maybe(max)); }); }

EXPORT Tensor ts_masked_fill(Tensor t, Tensor mask, Number value) { return made([&] { return t->masked_fill(*mask, *value); }); }
EXPORT bool ts_masked_fill_(Tensor t, Tensor mask, Number value) { return guarded([&] { t->masked_fill_(*mask, *value); }); }
EXPORT Tensor ts_where(Tensor condition, Tensor x, Tensor y) { return made([&] { return at::where(*condition, *x, *y); }); }

EXPORT bool ts_equal(Tensor t, Tensor other, bool* result) { return guarded([&] { *result = t->equal(*other); }); }

EXPORT bool ts_allclose(Tensor t, Tensor other, double rtol, double atol, bool equal_nan, bool* result)
{
    return guarded([&] { *result = t->allclose(*other, rtol, atol, equal_nan); });
}
