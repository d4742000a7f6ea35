#include "handles.h"

EXPORT void ts_dispose(Tensor t) { delete t; }
EXPORT int64_t ts_ndimension(Tensor t) { return t->dim(); }
EXPORT int64_t ts_numel(Tensor t) { return t->numel(); }
EXPORT int64_t ts_element_size(Tensor t) { return t->element_size(); }
EXPORT int8_t ts_dtype(Tensor t) { return static_cast<int8_t>(t->scalar_type()); }
EXPORT int32_t ts_device_type(Tensor t) { return static_cast<int32_t>(t->device().type()); }
EXPORT int32_t ts_device_index(Tensor t) { return t->device().index(); }
EXPORT bool ts_is_contiguous(Tensor t) { return t->is_contiguous(); }
EXPORT bool ts_size(Tensor t, int64_t dim, int64_t* result) { return guarded([&] { *result = t->size(dim); }); }
EXPORT bool ts_stride(Tensor t, int64_t dim, int64_t* result) { return guarded([&] { *result = t->stride(dim); }); }
EXPORT void* ts_data(Tensor t) { return guarded_value<void*>(nullptr, [&] { return t->data_ptr(); }); }

EXPORT void ts_sizes(Tensor t, int64_t* target)
{
    for (const int64_t size : t->sizes())
        *target++ = size;
}

EXPORT void ts_strides(Tensor t, int64_t* target)
{
    for (const int64_t stride : t->strides())
        *target++ = stride;
}

EXPORT Tensor ts_alias(Tensor t) { return made([&] { return *t; }); }
EXPORT Tensor ts_clone(Tensor t) { return made([&] { return t->clone(); }); }
EXPORT Tensor ts_contiguous(Tensor t) { return made([&] { return t->contiguous(); }); }
EXPORT bool ts_copy_(Tensor t, Tensor source, bool non_blocking) { return guarded([&] { t->copy_(*source, non_blocking); }); }
EXPORT Tensor ts_detach(Tensor t) { return made([&] { return t->detach(); }); }
EXPORT Tensor ts_detach_(Tensor t) { return made([&] { return t->detach_(); }); }
EXPORT Tensor ts_cpu(Tensor t) { return made([&] { return t->cpu(); }); }
EXPORT Tensor ts_cuda(Tensor t) { return made([&] { return t->cuda(); }); }

EXPORT Tensor ts_to_device(Tensor t, int32_t type, int32_t index, bool copy, bool non_blocking)
{
    return made([&] { return t->to(device_of(type, index), non_blocking, copy); });
}

EXPORT Tensor ts_to_type(Tensor t, int8_t dtype, bool copy, bool non_blocking)
{
    return made([&] { return t->to(static_cast<at::ScalarType>(dtype), non_blocking, copy); });
}

EXPORT Tensor ts_to_type_and_device(Tensor t, int8_t dtype, int32_t type, int32_t index, bool copy, bool non_blocking)
{
    return made([&] { return t->to(device_of(type, index), static_cast<at::ScalarType>(dtype), non_blocking, copy); });
}

// What a built-in module does to its own parameter when it moves: the tensor stays the same object with other data.
EXPORT bool ts_set_data(Tensor t, Tensor data) { return guarded([&] { t->set_data(*data); }); }

EXPORT bool ts_rename_(Tensor t, const char** names, int64_t count)
{
    return guarded([&] {
        std::vector<at::Dimname> list;
        for (int64_t i = 0; i < count; i++)
            list.push_back(names[i] == nullptr ? at::Dimname::wildcard() : at::Dimname::fromSymbol(at::Symbol::dimname(names[i])));
        t->rename_(at::DimnameList(list));
    });
}

EXPORT Number ts_item(Tensor t) { return guarded_value<Number>(nullptr, [&] { return new at::Scalar(t->item()); }); }

EXPORT Number ts_number_of_long(int64_t value) { return new at::Scalar(value); }
EXPORT Number ts_number_of_double(double value) { return new at::Scalar(value); }
EXPORT Number ts_number_of_bool(bool value) { return new at::Scalar(value); }
EXPORT void ts_number_dispose(Number number) { delete number; }
EXPORT int8_t ts_number_dtype(Number number) { return static_cast<int8_t>(number->type()); }
EXPORT bool ts_number_to_long(Number n, int64_t* result) { return guarded([&] { *result = n->toLong(); }); }
EXPORT bool ts_number_to_double(Number n, double* result) { return guarded([&] { *result = n->toDouble(); }); }
EXPORT bool ts_number_to_bool(Number n, bool* result) { return guarded([&] { *result = n->toBool(); }); }
