using Microsoft.ML.Data;

namespace Microsoft.ML.Model.OnnxConverter;

/// <summary>A view that adds its transform to an ONNX graph.</summary>
internal interface ITransformCanSaveOnnx : ISaveAsOnnx, IDataTransform
{
}
