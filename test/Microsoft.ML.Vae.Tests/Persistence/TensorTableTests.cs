using System.Text.Json.Nodes;

namespace Microsoft.ML.Vae.Tests.Persistence;

public class TensorTableTests
{
    private const string First = "encoder.hidden.0.weight";   // [7, 12], at 0
    private const string Bias = "encoder.hidden.0.bias";      // [7]

    [Fact]
    public void Read_ComposedAnew_IsAccepted() => WeightsFile.Read(Changed(_ => { })).Dispose();

    [Theory]
    [Trait("case", "32")]
    [InlineData("-1")]
    [InlineData("-7, -12")]
    [InlineData("12, 7")]
    [InlineData("84")]
    [InlineData("7, 12, 1")]
    [InlineData("7, 12, 0")]
    [InlineData("7, 11")]
    [InlineData("4294967296, 4294967296")]
    [InlineData("9223372036854775807, 12")]
    [InlineData("99999999999999999999")]
    [InlineData("7.0, 12")]
    [InlineData("\"7\", 12")]
    [InlineData("null")]
    [InlineData("[7, 12]")]
    public void Read_BadShape_RefusedAndTheTensorNamed(string shape) =>
        ModelFormatAssert.Refused(Changed(file => file.Table[First]!["shape"] = JsonNode.Parse($"[{shape}]"))).ShouldContain($"tensor '{First}'");

    [Fact]
    [Trait("case", "32")]
    public void Read_RankTenThousand_RefusedAndTheTensorNamed() => ModelFormatAssert.Refused(Changed(file =>
        file.Table[First]!["shape"] = new JsonArray([.. Enumerable.Repeat(0, 10_000).Select(_ => (JsonNode)1)]))).ShouldContain($"tensor '{First}'");

    [Theory]
    [Trait("case", "32")]
    [InlineData("0, 332", First)]                        // too short
    [InlineData("0, 340", First)]                        // overlaps the next
    [InlineData("4, 340", First)]                        // a gap before it
    [InlineData("336, 0", First)]                        // backwards
    [InlineData("-336, 0", First)]
    [InlineData("0", First)]
    [InlineData("0, 336, 336", First)]
    [InlineData("0, 9223372036854775807", First)]
    [InlineData("9223372036854775807, 336", First)]
    public void Read_BadOffsets_RefusedAndATensorNamed(string offsets, string tensor) =>
        ModelFormatAssert.Refused(Changed(file => file.Table[tensor]!["data_offsets"] = JsonNode.Parse($"[{offsets}]"))).ShouldContain("tensor '");

    [Fact]
    [Trait("case", "32")]
    public void Read_TwoTensorsAtOnePlace_RefusedAndATensorNamed() =>
        ModelFormatAssert.Refused(Changed(file => file.Table["encoder.mean.bias"] = file.Table["encoder.log_variance.bias"]!.DeepClone()))
            .ShouldContain("tensor 'encoder.");

    [Fact]
    [Trait("case", "32")]
    public void Read_TwoTensorsOfOneShapeExchanged_RefusedAndATensorNamed() => ModelFormatAssert.Refused(Changed(file =>
    {
        JsonNode mean = file.Table["encoder.mean.weight"]!.DeepClone();
        file.Table["encoder.mean.weight"] = file.Table["encoder.log_variance.weight"]!.DeepClone();
        file.Table["encoder.log_variance.weight"] = mean;
    })).ShouldContain("tensor 'encoder.mean.weight': its bytes begin at");

    [Theory]
    [Trait("case", "32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("")]
    public void Read_OtherType_RefusedAndTheTensorNamed(string type) =>
        ModelFormatAssert.Refused(Changed(file => file.Table[Bias]!["dtype"] = type)).ShouldContain($"tensor '{Bias}': its dtype is '{type}'");

    [Fact]
    [Trait("case", "32")]
    public void Read_WeightsOfDoubles_RefusedAndTheTensorNamed() => ModelFormatAssert.Refused(Changed(file =>
    {
        file.Table["decoder.output.bias"]!["dtype"] = "F64";
        file.Table["decoder.output.bias"]!["shape"] = new JsonArray(6);   // of 12 floats
    })).ShouldContain("tensor 'decoder.output.bias': its dtype is 'F64', not 'F32'");

    [Theory]
    [Trait("case", "32")]
    [InlineData("dtype")]
    [InlineData("shape")]
    [InlineData("data_offsets")]
    public void Read_MissingMember_RefusedAndTheTensorNamed(string member) =>
        ModelFormatAssert.Refused(Changed(file => file.Table[Bias]!.AsObject().Remove(member))).ShouldContain($"tensor '{Bias}'");

    [Fact]
    [Trait("case", "32")]
    public void Read_UnknownMember_RefusedAndTheTensorNamed() =>
        ModelFormatAssert.Refused(Changed(file => file.Table[Bias]!["code"] = "x")).ShouldContain($"tensor '{Bias}': unexpected or repeated 'code'");

    [Fact]
    [Trait("case", "32")]
    public void Read_MissingTensor_RefusedAndNamed() => ModelFormatAssert.Refused(Changed(file =>
    {
        file.Table.Remove("history.training");   // of no bytes
        file.Table.Remove("decoder.output.bias");
        file.Payload = file.Payload[..^48];
    })).ShouldContain("tensor 'decoder.output.bias': it is missing");

    [Fact]
    [Trait("case", "32")]
    public void Read_UnknownTensor_RefusedAndNamed() =>
        ModelFormatAssert.Refused(Changed(file => Append(file, "decoder.secret"))).ShouldContain("tensor 'decoder.secret'");

    [Theory]
    [Trait("case", "32")]
    [InlineData(First)]
    [InlineData("__metadata__")]
    public void Read_DuplicateEntry_RefusedAndNamed(string name)
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        string table = file.Table.ToJsonString();

        ModelFormatAssert.Refused(WeightsFile.Compose($"{table[..^1]},\"{name}\":{file.Table[name]!.ToJsonString()}}}", file.Payload))
            .ShouldContain($"tensor '{name}': it is there twice");
    }

    [Fact]
    [Trait("case", "32")]
    public void Read_SomethingAfterTheTable_Refused()
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());

        ModelFormatAssert.Refused(WeightsFile.Compose(file.Table.ToJsonString() + "{}", file.Payload)).ShouldContain("header");
    }

    [Theory]
    [Trait("case", "33")]
    [InlineData("../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x")]
    [InlineData("with\0nul")]
    [InlineData("")]
    public void Read_StrangeName_RefusedAsUnknown(string name) =>
        ModelFormatAssert.Refused(Changed(file => Append(file, name))).ShouldContain("the model has no such tensor");

    [Fact]
    [Trait("case", "33")]
    public void Read_NameOfTenThousandBytes_RefusedWithoutRepeatingIt()
    {
        string message = ModelFormatAssert.Refused(Changed(file => Append(file, new string('n', 10_000))));

        message.ShouldContain("a name of 10000 bytes");
        message.Length.ShouldBeLessThan(300);
    }

    [Theory]
    [Trait("case", "34")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Read_WeightThatIsNoNumber_RefusedAndTheTensorNamed(float value, string text) =>
        ModelFormatAssert.Refused(Changed(file => BitConverter.TryWriteBytes(file.Payload.AsSpan((84 + 3) * sizeof(float)), value)))
            .ShouldContain($"tensor '{Bias}': a value is {text}");

    private static byte[] Changed(Action<WeightsFile> change)
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        change(file);
        return file.ToBytes();
    }

    private static void Append(WeightsFile file, string name)
    {
        int begin = file.Payload.Length;
        file.Table[name] = new JsonObject { ["dtype"] = "F32", ["shape"] = new JsonArray(1), ["data_offsets"] = new JsonArray(begin, begin + 4) };
        file.Payload = [.. file.Payload, 0, 0, 0, 0];
    }
}
