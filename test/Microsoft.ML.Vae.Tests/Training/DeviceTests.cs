
namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>GPU 7 is one that no machine of ours has.</summary>
[Trait("case", "42")]
public class DeviceTests
{
    private readonly MLContext _context = new();
    private readonly Log _log;

    public DeviceTests() => _log = new Log(_context);

    private IEnumerable<string> Devices => _log.Messages.Select(message => message.RawMessage).Where(text => text.Contains("Device: ", StringComparison.Ordinal));

    [Fact]
    public void Fit_ByDefault_LogsTheCpu()
    {
        Fit(VaeDevice.Auto).Dispose();

        Devices.ShouldBe(["Device: CPU"]);
    }

    [Fact]
    public void Fit_AbsentGpu_SaysWhichAndTheRemedy() => CheckRefused(() => Fit(VaeDevice.Cuda(7)), 7);

    [Fact]
    public void Fit_ContextNamesAnAbsentGpu_IsRefusedAlike()
    {
        _context.GpuDeviceId = 7;

        CheckRefused(() => Fit(VaeDevice.Auto), 7);
    }

    [Fact]
    public void Fit_ContextNamesANegativeGpu_IsRefusedAlike()
    {
        _context.GpuDeviceId = -1;

        CheckRefused(() => Fit(VaeDevice.Auto), -1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_AbsentGpuWithFallback_TrainsOnTheCpuAndWarns(bool byContext)
    {
        _context.FallbackToCpu = true;
        _context.GpuDeviceId = byContext ? 7 : null;

        using VaeTransformer model = Fit(byContext ? VaeDevice.Auto : VaeDevice.Cuda(7));
        using VaeTransformer expected = TestOptions.Tiny.Fit(TestImages.View(20));

        model.Latents().ShouldBe(expected.Latents());
        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldStartWith("GPU 7 was asked for");
        warning.ShouldEndWith("Device: CPU");
    }

    [Fact]
    public void Fit_ExplicitCpu_WinsOverTheContext()
    {
        _context.GpuDeviceId = 7;

        Fit(VaeDevice.Cpu).Dispose();

        Devices.ShouldBe(["Device: CPU"]);
    }

    [Fact]
    public void Fit_ExplicitGpu_WinsOverTheContext()
    {
        _context.GpuDeviceId = 8;

        CheckRefused(() => Fit(VaeDevice.Cuda(7)), 7);
    }

    [Fact]
    public void Fit_ContextChangedAfterTheEstimatorWasMade_KeepsWhatItSaw()
    {
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(TestOptions.Tiny);
        _context.GpuDeviceId = 7;

        estimator.Fit(TestImages.View(20)).Dispose();

        Devices.ShouldBe(["Device: CPU"]);
    }

    [Fact]
    public void Fit_AbsentGpu_ReadsNothing()
    {
        ScriptedView data = TestImages.View(20);

        Should.Throw<InvalidOperationException>(() => _context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { Device = VaeDevice.Cuda(7) }).Fit(data));

        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    public void Load_ContextNamesAnAbsentGpu_SaysWhichAndTheRemedy()
    {
        byte[] zip = Saved();
        _context.GpuDeviceId = 7;

        Exception e = Should.Throw<Exception>(() => _context.Model.Load(new MemoryStream(zip), out _));

        Message(e).ShouldContain("GPU 7 was asked for");
        Message(e).ShouldContain("MLContext.FallbackToCpu");
    }

    [Fact]
    public void Load_ContextNamesAnAbsentGpuWithFallback_WorksAndWarns()
    {
        byte[] zip = Saved();
        (_context.GpuDeviceId, _context.FallbackToCpu) = (7, true);

        using var model = (VaeTransformer)_context.Model.Load(new MemoryStream(zip), out _);

        model.Latents(5).Length.ShouldBe(5);
        _log.Warnings.ShouldHaveSingleItem().RawMessage.ShouldStartWith("GPU 7 was asked for");
    }

    [Fact]
    public void Load_ByDefault_LogsTheCpu()
    {
        ((VaeTransformer)_context.Model.Load(new MemoryStream(Saved()), out _)).Dispose();

        Devices.ShouldBe(["Device: CPU"]);
    }

    private static byte[] Saved()
    {
        using VaeTransformer model = TestOptions.Tiny.Fit(TestImages.View(20));
        return SavedModel.ZipOf(model);
    }

    private static void CheckRefused(Action fit, int index)
    {
        string message = Should.Throw<InvalidOperationException>(fit).Message;
        message.ShouldContain($"GPU {index} was asked for, but TorchSharp sees ");
        message.ShouldContain("VaeDevice.Cpu");
        message.ShouldContain("MLContext.FallbackToCpu");
        message.ShouldContain("TorchSharp-cuda-linux");
    }

    /// <summary>Of the innermost exception: ML.NET loads components by reflection and wraps what they throw.</summary>
    private static string Message(Exception e) => e.InnerException is { } inner ? Message(inner) : e.Message;

    private VaeTransformer Fit(VaeDevice device) =>
        _context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { Device = device }).Fit(TestImages.View(20));
}
