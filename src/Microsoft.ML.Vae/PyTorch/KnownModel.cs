namespace Microsoft.ML.Vae.PyTorch;

/// <summary>A model that many have trained, recognized by the names of its layers, with the names that this library has for them.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Layers">Its layers and ours.</param>
/// <param name="GivesLogDeviation">Whether its encoder gives log σ, not log σ².</param>
internal sealed record KnownModel(string Name, IReadOnlyDictionary<string, string> Layers, bool GivesLogDeviation = false)
{
    private static readonly KnownModel[] _all =
    [
        new("pytorch/examples", Dense("fc1", "fc21", "fc22", "fc3", "fc4")),
        new("the Technion's tutorial 09", Dense(
            "encoder.features.0", "encoder.fc1", "encoder.fc2", "decoder.decoder.0", "decoder.decoder.2")),
        new("Van de Kleut", Dense(
            "encoder.linear1", "encoder.linear2", "encoder.linear3", "decoder.linear1", "decoder.linear2"), GivesLogDeviation: true),
    ];

    /// <summary>The model whose layers, all of them, have these names; null: none.</summary>
    public static KnownModel? Of(IReadOnlyCollection<string> tensors) =>
        _all.FirstOrDefault(model => tensors.ToHashSet().SetEquals(model.Layers.Keys.SelectMany(layer => Tensors(layer))));

    private static string[] Tensors(string layer) => [$"{layer}.weight", $"{layer}.bias"];

    private static Dictionary<string, string> Dense(
        string hidden, string mean, string logVariance, string decoderHidden, string output) => new()
    {
        [hidden] = "encoder.hidden.0",
        [mean] = "encoder.mean",
        [logVariance] = "encoder.log_variance",
        [decoderHidden] = "decoder.hidden.0",
        [output] = "decoder.output",
    };
}
