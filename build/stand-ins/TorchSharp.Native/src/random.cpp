#include "handles.h"

#include <ATen/CPUGeneratorImpl.h>

EXPORT Random ts_generator_new(uint64_t seed) { return new at::Generator(at::detail::createCPUGenerator(seed)); }
EXPORT Random ts_generator_default() { return new at::Generator(at::globalContext().defaultGenerator(at::DeviceType::CPU)); }
EXPORT void ts_generator_dispose(Random g) { delete g; }
EXPORT void ts_generator_manual_seed(Random g, int64_t seed) { g->set_current_seed(static_cast<uint64_t>(seed)); }
EXPORT int64_t ts_generator_initial_seed(Random g) { return static_cast<int64_t>(g->current_seed()); }
EXPORT Tensor ts_generator_get_state(Random g) { return made([&] { return g->get_state(); }); }
EXPORT bool ts_generator_set_state(Random g, Tensor state) { return guarded([&] { g->set_state(*state); }); }

EXPORT Tensor ts_bernoulli(Tensor t, Random g) { return made([&] { return t->bernoulli(maybe(g)); }); }
EXPORT bool ts_bernoulli_(Tensor t, double p, Random g) { return guarded([&] { t->bernoulli_(p, maybe(g)); }); }
EXPORT bool ts_bernoulli_tensor_(Tensor t, Tensor p, Random g) { return guarded([&] { t->bernoulli_(*p, maybe(g)); }); }
EXPORT Tensor ts_multinomial(Tensor t, int64_t count, bool again, Random g) { return made([&] { return t->multinomial(count, again, maybe(g)); }); }
EXPORT bool ts_normal_(Tensor t, double mean, double std, Random g) { return guarded([&] { t->normal_(mean, std, maybe(g)); }); }
EXPORT bool ts_uniform_(Tensor t, double from, double to, Random g) { return guarded([&] { t->uniform_(from, to, maybe(g)); }); }

EXPORT bool ts_random_(Tensor t, double from, double to, Random g)
{
    return guarded([&] { t->random_(static_cast<int64_t>(from), static_cast<int64_t>(to), maybe(g)); });
}
