#include "handles.h"

EXPORT Tensor ts_sort(Tensor t, int64_t dim, bool descending, bool stable, Tensor* indices)
{
    return made([&] {
        auto [values, where] = t->sort(stable, dim, descending);
        *indices = own(where);
        return values;
    });
}

EXPORT Tensor ts_topk(Tensor t, int64_t k, int64_t dim, bool largest, bool sorted, Tensor* indices)
{
    return made([&] {
        auto [values, where] = t->topk(k, dim, largest, sorted);
        *indices = own(where);
        return values;
    });
}

EXPORT Tensor ts_argsort(Tensor t, int64_t dim, bool descending) { return made([&] { return t->argsort(dim, descending); }); }
EXPORT Tensor ts_bincount(Tensor t, Tensor weights, int64_t least) { return made([&] { return t->bincount(maybe(weights), least); }); }

// What was not asked for stays null.
EXPORT Tensor ts_unique(Tensor t, int64_t dim, bool sorted, bool wants_inverse, bool wants_counts, Tensor* inverse, Tensor* counts)
{
    return made([&] {
        auto [values, where, many] = given(dim) ? at::unique_dim(*t, dim, sorted, wants_inverse, wants_counts)
                                                : at::_unique2(*t, sorted, wants_inverse, wants_counts);
        *inverse = wants_inverse ? own(where) : nullptr;
        *counts = wants_counts ? own(many) : nullptr;
        return values;
    });
}
