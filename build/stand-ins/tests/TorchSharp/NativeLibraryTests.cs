using TorchSharp;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>What the native library brings into the process.</summary>
public class NativeLibraryTests
{
    [Fact]
    public void Load_BringsOneOpenBlas_TheOpenMpBuild()
    {
        using var tensor = torch.ones(2, 2).mm(torch.ones(2, 2));

        var loaded = File.ReadLines("/proc/self/maps").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1])
            .Where(path => path.Contains("blas", StringComparison.Ordinal) || path.Contains("lapack", StringComparison.Ordinal))
            .Distinct().ToArray();

        Assert.Single(loaded, path => Path.GetFileName(path).StartsWith("libopenblas", StringComparison.Ordinal));
        Assert.All(loaded, path => Assert.Contains("/openblas-openmp/", path, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_UsesEveryCoreOfTheProcess_UnlessTheEnvironmentSaysOtherwise()
    {
        var asked = Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? Environment.GetEnvironmentVariable("MKL_NUM_THREADS");

        Assert.Equal(int.TryParse(asked, out var count) ? count : Environment.ProcessorCount, torch.get_num_threads());
    }

    [Fact]
    public void Cuda_IsNotThere()
    {
        Assert.False(torch.cuda.is_available());
        Assert.Equal(0, torch.cuda.device_count());
        Assert.False(torch.TryInitializeDeviceType(DeviceType.CUDA));
        Assert.Throws<InvalidOperationException>(() => torch.InitializeDeviceType(DeviceType.CUDA));
        Assert.Throws<InvalidOperationException>(() => torch.device("cuda:1"));
    }
}
