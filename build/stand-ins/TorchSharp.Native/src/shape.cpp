#include "handles.h"


EXPORT Tensor ts_expand(Tensor t, const int64_t* s, int64_t n, bool implicit) { return made([&] { return t->expand(dims(s, n), implicit); }); }
EXPORT Tensor ts_flatten(Tensor t, int64_t start, int64_t end) { return made([&] { return t->flatten(start, end); }); }
EXPORT Tensor ts_mT(Tensor t) { return made([&] { return t->mT(); }); }
EXPORT Tensor ts_narrow(Tensor t, int64_t dim, int64_t start, int64_t length) { return made([&] { return t->narrow(dim, start, length); }); }
EXPORT Tensor ts_permute(Tensor t, const int64_t* s, int64_t n) { return made([&] { return t->permute(dims(s, n)); }); }
EXPORT Tensor ts_repeat(Tensor t, const int64_t* s, int64_t n) { return made([&] { return t->repeat(dims(s, n)); }); }
EXPORT Tensor ts_reshape(Tensor t, const int64_t* s, int64_t n) { return made([&] { return t->reshape(dims(s, n)); }); }
EXPORT Tensor ts_select(Tensor t, int64_t dim, int64_t index) { return made([&] { return t->select(dim, index); }); }
EXPORT Tensor ts_slice(Tensor t, int64_t dim, int64_t start, int64_t end, int64_t step) { return made([&] { return t->slice(dim, start, end, step); }); }
EXPORT Tensor ts_squeeze(Tensor t) { return made([&] { return t->squeeze(); }); }
EXPORT Tensor ts_squeeze_along(Tensor t, int64_t dim) { return made([&] { return t->squeeze(dim); }); }
EXPORT Tensor ts_t(Tensor t) { return made([&] { return t->t(); }); }
EXPORT Tensor ts_tile(Tensor t, const int64_t* s, int64_t n) { return made([&] { return t->tile(dims(s, n)); }); }
EXPORT Tensor ts_transpose(Tensor t, int64_t a, int64_t b) { return made([&] { return t->transpose(a, b); }); }
EXPORT Tensor ts_unsqueeze(Tensor t, int64_t dim) { return made([&] { return t->unsqueeze(dim); }); }
EXPORT Tensor ts_view(Tensor t, const int64_t* s, int64_t n) { return made([&] { return t->view(dims(s, n)); }); }
EXPORT Tensor ts_unflatten(Tensor t, int64_t dim, const int64_t* s, int64_t n) { return made([&] { return t->unflatten(dim, dims(s, n)); }); }

EXPORT Tensor ts_flip(Tensor t, const int64_t* d, int64_t n) { return made([&] { return t->flip(dims(d, n)); }); }

EXPORT Tensor ts_cat(const Tensor* tensors, int64_t count, int64_t dim) { return made([&] { return at::cat(list_of(tensors, count), dim); }); }
EXPORT Tensor ts_stack(const Tensor* tensors, int64_t count, int64_t dim) { return made([&] { return at::stack(list_of(tensors, count), dim); }); }

// The pieces are written where the managed side's allocator says, as it alone knows how to make an array of them.
using Allocate = Tensor* (*)(int64_t);

namespace {

bool give(const std::vector<at::Tensor>& pieces, Allocate allocate)
{
    Tensor* target = allocate(static_cast<int64_t>(pieces.size()));
    for (size_t i = 0; i < pieces.size(); i++)
        target[i] = own(pieces[i]);
    return true;
}

}  // namespace

EXPORT bool ts_split(Tensor t, int64_t size, int64_t dim, Allocate a) { return guarded([&] { give(t->split(size, dim), a); }); }
EXPORT bool ts_chunk(Tensor t, int64_t count, int64_t dim, Allocate a) { return guarded([&] { give(t->chunk(count, dim), a); }); }
EXPORT bool ts_unbind(Tensor t, int64_t dim, Allocate a) { return guarded([&] { give(t->unbind(dim), a); }); }
EXPORT bool ts_where_true(Tensor t, Allocate a) { return guarded([&] { give(at::where(*t), a); }); }

EXPORT bool ts_split_sizes(Tensor t, const int64_t* sizes, int64_t count, int64_t dim, Allocate a)
{
    return guarded([&] { give(t->split_with_sizes(dims(sizes, count), dim), a); });
}

EXPORT Tensor ts_gather(Tensor t, int64_t dim, Tensor index) { return made([&] { return t->gather(dim, *index); }); }
EXPORT Tensor ts_index_select(Tensor t, int64_t dim, Tensor index) { return made([&] { return t->index_select(dim, *index); }); }
EXPORT Tensor ts_masked_select(Tensor t, Tensor mask) { return made([&] { return t->masked_select(*mask); }); }
EXPORT Tensor ts_scatter(Tensor t, int64_t dim, Tensor index, Tensor source) { return made([&] { return t->scatter(dim, *index, *source); }); }
EXPORT bool ts_scatter_(Tensor t, int64_t dim, Tensor index, Tensor source) { return guarded([&] { t->scatter_(dim, *index, *source); }); }
EXPORT Tensor ts_scatter_add(Tensor t, int64_t dim, Tensor index, Tensor source) { return made([&] { return t->scatter_add(dim, *index, *source); }); }
EXPORT bool ts_scatter_add_(Tensor t, int64_t dim, Tensor index, Tensor source) { return guarded([&] { t->scatter_add_(dim, *index, *source); }); }
EXPORT Tensor ts_index_copy(Tensor t, int64_t dim, Tensor index, Tensor source) { return made([&] { return t->index_copy(dim, *index, *source); }); }
EXPORT bool ts_index_copy_(Tensor t, int64_t dim, Tensor index, Tensor source) { return guarded([&] { t->index_copy_(dim, *index, *source); }); }
EXPORT Tensor ts_index_fill(Tensor t, int64_t dim, Tensor index, Number value) { return made([&] { return t->index_fill(dim, *index, *value); }); }
EXPORT bool ts_index_fill_(Tensor t, int64_t dim, Tensor index, Number value) { return guarded([&] { t->index_fill_(dim, *index, *value); }); }

EXPORT Tensor ts_index_add(Tensor t, int64_t dim, Tensor index, Tensor source, Number alpha)
{
    return made([&] { return t->index_add(dim, *index, *source, *alpha); });
}

EXPORT bool ts_index_add_(Tensor t, int64_t dim, Tensor index, Tensor source, Number alpha)
{
    return guarded([&] { t->index_add_(dim, *index, *source, *alpha); });
}

EXPORT Tensor ts_repeat_interleave(Tensor t, int64_t repeats, int64_t dim, int64_t output_size)
{
    return made([&] { return t->repeat_interleave(repeats, given(dim), given(output_size)); });
}

EXPORT Tensor ts_repeat_interleave_each(Tensor t, Tensor repeats, int64_t dim, int64_t output_size)
{
    return made([&] { return t->repeat_interleave(*repeats, given(dim), given(output_size)); });
}

// One index of t[...]. Kinds: 0 None, 1 a number, 2 the ellipsis, 3 false, 4 true, 5 a tensor, 6 a slice.
struct Index {
    int64_t kind;
    int64_t start;
    int64_t stop;
    int64_t step;
    Tensor tensor;
};

namespace {

at::indexing::TensorIndex converted(const Index& index)
{
    using namespace at::indexing;
    switch (index.kind) {
    case 0: return TensorIndex(None);
    case 1: return TensorIndex(index.start);
    case 2: return TensorIndex(Ellipsis);
    case 3: return TensorIndex(false);
    case 4: return TensorIndex(true);
    case 5: return TensorIndex(*index.tensor);
    default: return TensorIndex(Slice(given(index.start), given(index.stop), given(index.step)));
    }
}

std::vector<at::indexing::TensorIndex> converted(const Index* indices, int64_t count)
{
    std::vector<at::indexing::TensorIndex> list;
    list.reserve(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; i++)
        list.push_back(converted(indices[i]));
    return list;
}

at::Tensor element(const at::Tensor& tensor, const int64_t* indices, int64_t count)
{
    at::Tensor part = tensor;
    for (int64_t i = 0; i < count; i++)
        part = part[indices[i]];
    return part;
}

}  // namespace

EXPORT Tensor ts_index(Tensor t, const Index* indices, int64_t count) { return made([&] { return t->index(converted(indices, count)); }); }

EXPORT bool ts_index_put_(Tensor t, const Index* indices, int64_t count, Tensor value)
{
    return guarded([&] { t->index_put_(converted(indices, count), *value); });
}

EXPORT bool ts_index_put_number_(Tensor t, const Index* indices, int64_t count, Number value)
{
    return guarded([&] { t->index_put_(converted(indices, count), *value); });
}

EXPORT Tensor ts_element(Tensor t, const int64_t* indices, int64_t count) { return made([&] { return element(*t, indices, count); }); }

EXPORT bool ts_set_element(Tensor t, const int64_t* indices, int64_t count, Tensor value)
{
    return guarded([&] { element(*t, indices, count).copy_(*value); });
}
