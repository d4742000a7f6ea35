namespace Microsoft.ML.Vae.Tests.Validation;

public class VaeDeviceTests
{
    [Fact]
    public void Equality_IsByWhatIsMeant()
    {
        VaeDevice.Auto.ShouldBe(default);
        new VaeOptions { OutputColumnName = "Latent" }.Device.ShouldBe(VaeDevice.Auto);
        VaeDevice.Cuda().ShouldBe(VaeDevice.Cuda(0));
        VaeDevice.Cuda(3).GetHashCode().ShouldBe(VaeDevice.Cuda(3).GetHashCode());
        new[] { VaeDevice.Auto, VaeDevice.Cpu, VaeDevice.Cuda(0), VaeDevice.Cuda(1), VaeDevice.Cuda(int.MaxValue) }.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void ToString_SaysWhatWasWritten()
    {
        VaeDevice.Auto.ToString().ShouldBe("Auto");
        VaeDevice.Cpu.ToString().ShouldBe("Cpu");
        VaeDevice.Cuda(0).ToString().ShouldBe("Cuda(0)");
        VaeDevice.Cuda(int.MaxValue).ToString().ShouldBe("Cuda(2147483647)");
    }

    [Fact]
    public void Cuda_NegativeIndex_ArgumentOutOfRange() =>
        Should.Throw<ArgumentOutOfRangeException>(() => VaeDevice.Cuda(-1)).ParamName.ShouldBe("index");
}
