#include "handles.h"

#include <ATen/Parallel.h>
#include <sched.h>

#include <cstdlib>

namespace {

thread_local std::string failure;
thread_local bool failed = false;

void remember(const char* message)
{
    failure = message;
    failed = true;
}

int cores_of_process()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

int wanted_threads()
{
    for (const char* name : {"OMP_NUM_THREADS", "MKL_NUM_THREADS"}) {
        const char* text = std::getenv(name);
        const int count = text == nullptr ? 0 : std::atoi(text);
        if (count > 0)
            return count;
    }
    return cores_of_process();
}

// TorchSharp's own libtorch starts with every core of the process, Debian's with one thread.
__attribute__((constructor)) void use_all_cores()
{
    at::set_num_threads(wanted_threads());
}

}  // namespace

void remember_failure() noexcept
{
    try {
        throw;
    } catch (const std::exception& e) {
        remember(e.what());
    } catch (...) {
        remember("unknown native error");
    }
}

// The message stays valid until this thread's next failure.
EXPORT const char* ts_take_failure()
{
    const bool had = failed;
    failed = false;
    return had ? failure.c_str() : nullptr;
}

EXPORT int32_t ts_get_num_threads() { return at::get_num_threads(); }
EXPORT bool ts_set_num_threads(int32_t count) { return guarded([&] { at::set_num_threads(count); }); }
EXPORT int32_t ts_get_num_interop_threads() { return at::get_num_interop_threads(); }
EXPORT bool ts_set_num_interop_threads(int32_t count) { return guarded([&] { at::set_num_interop_threads(count); }); }

EXPORT bool ts_cuda_is_available() { return torch::cuda::is_available(); }
EXPORT bool ts_cudnn_is_available() { return torch::cuda::cudnn_is_available(); }
EXPORT int32_t ts_cuda_device_count() { return static_cast<int32_t>(torch::cuda::device_count()); }
EXPORT bool ts_cuda_manual_seed(int64_t seed) { return guarded([&] { torch::cuda::manual_seed(static_cast<uint64_t>(seed)); }); }
EXPORT bool ts_cuda_manual_seed_all(int64_t seed) { return guarded([&] { torch::cuda::manual_seed_all(static_cast<uint64_t>(seed)); }); }
EXPORT bool ts_cuda_synchronize(int64_t device) { return guarded([&] { torch::cuda::synchronize(device); }); }
