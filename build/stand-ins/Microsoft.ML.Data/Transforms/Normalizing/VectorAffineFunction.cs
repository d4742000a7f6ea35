using System.Collections.Immutable;
using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Over vectors, slot by slot. Results that are zero are left out until half of the slots are not.</summary>
internal sealed class VectorAffineFunction<T>(T[] scales, T[] offsets) : AffineFunction
    where T : struct, IFloatingPointIeee754<T>
{
    public override NormalizingTransformer.NormalizerModelParametersBase Parameters =>
        new NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<T>>(
            ImmutableArray.Create(scales), ImmutableArray.Create(offsets));

    public static VectorAffineFunction<T> Load(IHost host, ModelLoadContext ctx, int size)
    {
        var (scales, offsets) = AffineFile.Read<T>(ctx);
        if (scales.Length != size)
            throw host.Except("Normalizer expected {0} slots, but the input data column has {1} slots.", scales.Length, size);
        return new VectorAffineFunction<T>(scales, offsets);
    }

    public override Delegate GetterOver(DataViewRow row, DataViewSchema.Column input)
    {
        var getter = row.GetGetter<VBuffer<T>>(input);
        var values = new T[scales.Length];
        VBuffer<T> source = default;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
        {
            getter(ref source);
            Contracts.Check(source.Length == scales.Length);
            source.CopyTo(values);
            for (var slot = 0; slot < values.Length; slot++)
                values[slot] = Map(values[slot], slot);
            Write(values, ref destination);
        });
    }

    public override void Save(ModelSaveContext ctx) => AffineFile.Write(ctx, scales, offsets);

    private T Map(T value, int slot) => offsets == null ? value * scales[slot] : (value - offsets[slot]) * scales[slot];

    private static void Write(T[] values, ref VBuffer<T> destination)
    {
        var count = values.Length - values.AsSpan().Count(T.Zero);
        var isDense = count > 0 && count >= values.Length / 2;
        var editor = VBufferEditor.Create(ref destination, values.Length, isDense ? values.Length : count);
        for (int slot = 0, next = 0; slot < values.Length; slot++)
        {
            if (isDense)
                editor.Values[slot] = T.IsZero(values[slot]) ? T.Zero : values[slot];
            else if (!T.IsZero(values[slot]))
                (editor.Indices[next], editor.Values[next++]) = (slot, values[slot]);
        }

        destination = editor.Commit();
    }
}
