using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>The numbers of a checkpoint: where the fit stands. Doubles come back bit for bit, infinity too.</summary>
internal sealed record CheckpointDescription
{
    private static readonly JsonTypeInfo<CheckpointDescription> _json = new JsonDescriptions(new(JsonSerializerDefaults.General)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 3,
    }).CheckpointDescription;

    /// <summary>The seed of the fit.</summary>
    [JsonPropertyName("seed")]
    public required int Seed { get; init; }

    /// <summary>Epochs that ended.</summary>
    [JsonPropertyName("epochs")]
    public required int Epochs { get; init; }

    /// <summary>Whether they were validated.</summary>
    [JsonPropertyName("validated")]
    public required bool IsValidated { get; init; }

    /// <summary>Rows done of the epoch after them; 0 at an epoch's end.</summary>
    [JsonPropertyName("rows_done")]
    public required long RowsDone { get; init; }

    /// <summary>-log p(x|z) summed over these rows.</summary>
    [JsonPropertyName("reconstruction_sum")]
    public required double ReconstructionSum { get; init; }

    /// <summary>KL summed over these rows.</summary>
    [JsonPropertyName("kl_sum")]
    public required double KullbackLeiblerSum { get; init; }

    /// <summary>Optimizer steps of the whole fit.</summary>
    [JsonPropertyName("steps")]
    public required long Steps { get; init; }

    /// <summary>Of the learning-rate schedule; null where it counts none.</summary>
    [JsonPropertyName("plateau")]
    public required PlateauState? Plateau { get; init; }

    /// <summary>Of early stopping; null without it.</summary>
    [JsonPropertyName("stopping")]
    public required PlateauState? Stopping { get; init; }

    /// <summary>The epoch whose weights are kept as the best; 0 for none.</summary>
    [JsonPropertyName("best_epoch")]
    public required int BestEpoch { get; init; }

    /// <summary>The loss that the next best must be below.</summary>
    [JsonPropertyName("best_criterion")]
    public required double BestCriterion { get; init; }

    /// <summary>Rows seen in the whole fit.</summary>
    [JsonPropertyName("rows_seen")]
    public required long RowsSeen { get; init; }

    /// <summary>Whether any two of them differ.</summary>
    [JsonPropertyName("rows_differ")]
    public required bool RowsDiffer { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, _json);

    public static CheckpointDescription Parse(string json)
    {
        try
        {
            CheckpointDescription? description = JsonSerializer.Deserialize(json, _json);
            return description is { Epochs: >= 0, RowsDone: >= 0, Steps: > 0, RowsSeen: >= 0 } && description.BestEpoch >= 0 && description.BestEpoch <= description.Epochs
                ? description
                : throw Safetensors.Damaged("description", json);
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"{Safetensors.Subject} is damaged: description: {e.Message}", e);
        }
    }
}
