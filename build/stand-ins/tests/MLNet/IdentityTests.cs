using System.Reflection;

namespace StandIns.Tests.MLNet;

/// <summary>A zip names its components' assemblies in full.</summary>
public class IdentityTests
{
    [Theory]
    [InlineData("Microsoft.ML.DataView")]
    [InlineData("Microsoft.ML.Core")]
    [InlineData("Microsoft.ML.Data")]
    [InlineData("Microsoft.ML.KMeansClustering")]
    [InlineData("Microsoft.ML.Transforms")]
    [InlineData("Microsoft.ML.PCA")]
    [InlineData("Microsoft.ML.ImageAnalytics")]
    public void Assembly_HasTheOriginalsIdentity(string name)
        => Assert.Equal($"{name}, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51", Assembly.Load(name).FullName);

    [Fact]
    public void Core_IsOfTheVersionThatZipsCarry()
    {
        var version = Assembly.Load("Microsoft.ML.Core").GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
        Assert.StartsWith("5.0.0", version.InformationalVersion, StringComparison.Ordinal);
    }
}
