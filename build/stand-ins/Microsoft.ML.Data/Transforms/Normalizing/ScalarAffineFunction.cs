using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Over numbers.</summary>
internal sealed class ScalarAffineFunction<T>(T scale, T offset) : AffineFunction
    where T : struct, IFloatingPointIeee754<T>
{
    public override NormalizingTransformer.NormalizerModelParametersBase Parameters =>
        new NormalizingTransformer.AffineNormalizerModelParameters<T>(scale, offset);

    public static ScalarAffineFunction<T> Load(IHost host, ModelLoadContext ctx)
    {
        var (scales, offsets) = AffineFile.Read<T>(ctx);
        if (scales.Length != 1)
            throw host.Except("Normalizer expected {0} slots, but the input data column has 1 slot.", scales.Length);
        return new ScalarAffineFunction<T>(scales[0], offsets == null ? T.Zero : offsets[0]);
    }

    public override Delegate GetterOver(DataViewRow row, DataViewSchema.Column input)
    {
        var getter = row.GetGetter<T>(input);
        return (ValueGetter<T>)((ref T value) =>
        {
            getter(ref value);
            value = (value - offset) * scale;
        });
    }

    public override void Save(ModelSaveContext ctx) => AffineFile.Write<T>(ctx, [scale], [offset]);
}
