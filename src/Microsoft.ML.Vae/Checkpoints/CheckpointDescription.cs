using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>The numbers of a checkpoint: where the fit stands. Doubles come back bit for bit, infinity too.</summary>
internal sealed record CheckpointDescription
{
    private static readonly JsonTypeInfo<CheckpointDescription> _json = new CheckpointJson(new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 3,
    }).CheckpointDescription;

    /// <summary>The seed of the fit.</summary>
    public required int Seed { get; init; }

    /// <summary>Threads that TorchSharp used per operation.</summary>
    public required int Threads { get; init; }

    /// <summary>Epochs that ended.</summary>
    public required int Epochs { get; init; }

    /// <summary>Whether they were validated.</summary>
    [JsonPropertyName("validated")]
    public required bool IsValidated { get; init; }

    /// <summary>Rows done of the epoch after them; 0 at an epoch's end.</summary>
    public required long RowsDone { get; init; }

    /// <summary>-log p(x|z) summed over these rows.</summary>
    public required double ReconstructionSum { get; init; }

    /// <summary>KL summed over these rows.</summary>
    public required double KlSum { get; init; }

    /// <summary>Optimizer steps of the whole fit.</summary>
    public required long Steps { get; init; }

    /// <summary>Of the learning-rate schedule; null where it counts none.</summary>
    public required PlateauState? Plateau { get; init; }

    /// <summary>Of early stopping; null without it.</summary>
    public required PlateauState? Stopping { get; init; }

    /// <summary>The epoch whose weights are kept as the best; 0 for none.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The loss that the next best must be below.</summary>
    public required double BestCriterion { get; init; }

    /// <summary>Rows seen in the whole fit.</summary>
    public required long RowsSeen { get; init; }

    /// <summary>Whether any two of them differ.</summary>
    public required bool RowsDiffer { get; init; }

    /// <summary>Processes that made the fit; null: one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Ranks { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, _json);

    public static CheckpointDescription Parse(string json)
    {
        try
        {
            CheckpointDescription? description = JsonSerializer.Deserialize(json, _json);
            return description is { Epochs: >= 0, RowsDone: >= 0, Steps: > 0, RowsSeen: >= 0, BestEpoch: >= 0, Ranks: null or > 1 }
                && description.BestEpoch <= description.Epochs
                ? description
                : throw Safetensors.Damaged("description", json);
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"{Safetensors.Subject} is damaged: description: {e.Message}", e);
        }
    }
}

/// <summary>Generated serialization, for applications that switch the serializer's reflection off.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CheckpointDescription))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
