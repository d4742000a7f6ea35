#include "handles.h"

#define WHOLE(name) \
    EXPORT Tensor ts_##name(Tensor t) { return made([&] { return t->name(); }); }
#define ALONG(name) \
    EXPORT Tensor ts_##name##_along(Tensor t, int64_t dim, bool keepdim) { return made([&] { return t->name(dim, keepdim); }); }

WHOLE(all) WHOLE(any) WHOLE(argmax) WHOLE(argmin) WHOLE(max) WHOLE(min) WHOLE(mean) WHOLE(nonzero)
ALONG(all) ALONG(any) ALONG(argmax) ALONG(argmin)

EXPORT Tensor ts_sum(Tensor t, int8_t dtype) { return made([&] { return t->sum(maybe(dtype)); }); }
EXPORT Tensor ts_prod(Tensor t, int8_t dtype) { return made([&] { return t->prod(maybe(dtype)); }); }

EXPORT Tensor ts_sum_along(Tensor t, const int64_t* d, int64_t length, bool keepdim, int8_t dtype)
{
    return made([&] { return t->sum(dims(d, length), keepdim, maybe(dtype)); });
}

EXPORT Tensor ts_mean_along(Tensor t, const int64_t* d, int64_t length, bool keepdim, int8_t dtype)
{
    return made([&] { return t->mean(dims(d, length), keepdim, maybe(dtype)); });
}

EXPORT Tensor ts_prod_along(Tensor t, int64_t dim, bool keepdim, int8_t dtype)
{
    return made([&] { return t->prod(dim, keepdim, maybe(dtype)); });
}

EXPORT Tensor ts_std(Tensor t, bool unbiased) { return made([&] { return t->std(unbiased); }); }
EXPORT Tensor ts_var(Tensor t, bool unbiased) { return made([&] { return t->var(unbiased); }); }

EXPORT Tensor ts_std_along(Tensor t, const int64_t* d, int64_t length, bool unbiased, bool keepdim)
{
    return made([&] { return t->std(dims(d, length), unbiased, keepdim); });
}

EXPORT Tensor ts_var_along(Tensor t, const int64_t* d, int64_t length, bool unbiased, bool keepdim)
{
    return made([&] { return t->var(dims(d, length), unbiased, keepdim); });
}

EXPORT Tensor ts_amax(Tensor t, const int64_t* d, int64_t length, bool keepdim, Tensor out)
{
    return made([&] { return out ? at::amax_out(*out, *t, dims(d, length), keepdim) : t->amax(dims(d, length), keepdim); });
}

EXPORT Tensor ts_amin(Tensor t, const int64_t* d, int64_t length, bool keepdim, Tensor out)
{
    return made([&] { return out ? at::amin_out(*out, *t, dims(d, length), keepdim) : t->amin(dims(d, length), keepdim); });
}

EXPORT Tensor ts_max_along(Tensor t, int64_t dim, bool keepdim, Tensor* indices)
{
    return made([&] {
        auto [values, where] = t->max(dim, keepdim);
        *indices = own(where);
        return values;
    });
}

EXPORT Tensor ts_min_along(Tensor t, int64_t dim, bool keepdim, Tensor* indices)
{
    return made([&] {
        auto [values, where] = t->min(dim, keepdim);
        *indices = own(where);
        return values;
    });
}

EXPORT Tensor ts_logsumexp(Tensor t, int64_t dim, bool keepdim) { return made([&] { return t->logsumexp(dim, keepdim); }); }
EXPORT Tensor ts_norm(Tensor t, float p) { return made([&] { return t->norm(p); }); }
EXPORT Tensor ts_norm_along(Tensor t, int64_t dim, bool keepdim, float p) { return made([&] { return t->norm(p, dim, keepdim); }); }
EXPORT Tensor ts_cumsum(Tensor t, int64_t dim, int8_t dtype) { return made([&] { return t->cumsum(dim, maybe(dtype)); }); }
