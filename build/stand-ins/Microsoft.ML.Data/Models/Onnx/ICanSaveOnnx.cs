namespace Microsoft.ML.Model.OnnxConverter;

/// <summary>Says whether a component has an ONNX form.</summary>
internal interface ICanSaveOnnx
{
    bool CanSaveOnnx(OnnxContext ctx);
}
