#include "handles.h"

EXPORT Tensor ts_mm(Tensor t, Tensor other) { return made([&] { return t->mm(*other); }); }
EXPORT Tensor ts_bmm(Tensor t, Tensor other) { return made([&] { return t->bmm(*other); }); }

EXPORT Tensor ts_addmm(Tensor t, Tensor a, Tensor b, float beta, float alpha)
{
    return made([&] { return t->addmm(*a, *b, beta, alpha); });
}

// Way 0 leaves the choice between a matrix product and differences to libtorch.
EXPORT Tensor ts_cdist(Tensor a, Tensor b, double p, int64_t way)
{
    return made([&] { return way == 0 ? at::cdist(*a, *b, p) : at::cdist(*a, *b, p, way); });
}

EXPORT Tensor ts_linalg_eigh(Tensor t, char triangle, Tensor* vectors)
{
    return made([&] {
        auto [values, columns] = at::linalg_eigh(*t, c10::string_view(&triangle, 1));
        *vectors = own(columns);
        return values;
    });
}
