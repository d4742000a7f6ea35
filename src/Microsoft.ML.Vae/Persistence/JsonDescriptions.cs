using System.Text.Json.Serialization;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>What the library writes as JSON. Source generation serves applications that switch the serializer's reflection off.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ModelDescription))]
internal sealed partial class JsonDescriptions : JsonSerializerContext;
