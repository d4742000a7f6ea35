namespace Microsoft.ML.Model.OnnxConverter;

/// <summary>Adds a component to an ONNX graph.</summary>
internal interface ISaveAsOnnx : ICanSaveOnnx
{
    void SaveAsOnnx(OnnxContext ctx);
}
