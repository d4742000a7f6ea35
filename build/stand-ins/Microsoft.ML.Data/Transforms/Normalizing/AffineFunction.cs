using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>y = (x − offset) · scale over the values of a column.</summary>
internal abstract class AffineFunction
{
    public abstract NormalizingTransformer.NormalizerModelParametersBase Parameters { get; }

    public abstract Delegate GetterOver(DataViewRow row, DataViewSchema.Column input);

    public abstract void Save(ModelSaveContext ctx);
}
