using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>Whether a model can use a row: the rules of <see cref="PixelExtractor"/> and <see cref="ConditionExtractor"/>.</summary>
internal sealed class ValidityGraph(PixelColumn column, PixelDomain domain)
{
    /// <summary>Whether each row is valid, [B, 1].</summary>
    /// <param name="x">Scaled values before they are clipped, [B, D].</param>
    /// <param name="condition">The numbers of the condition; null: there is none.</param>
    public OnnxValue IsValid(OnnxValue x, OnnxValue? condition)
    {
        OnnxValue isUsable = domain.Parts is { } parts ? AreUsable(x, parts) : AreUsable(x);   // [B, 1], 1 if so
        if (condition is not null)
        {
            OnnxValue isKnown = column.Condition!.Kind == ConditionKind.Key
                ? condition.ReduceRows("ReduceMax")               // a key that is not the model's has no 1
                : AreFinite(condition);
            isUsable *= isKnown;
        }
        return isUsable.Greater(0.5);
    }

    private OnnxValue AreUsable(OnnxValue x)
    {
        bool isBounded = domain.Low > float.MinValue;
        OnnxValue isIn = isBounded && !domain.Clips
            ? Not(x.Less(domain.Low).Or(x.Greater(domain.High)).Or(x.IsNaN()))
            : IsFinite(x);
        if (domain.Steps is { } steps)
        {
            OnnxValue level = (x - domain.Low) * (steps / (domain.High - domain.Low));
            OnnxValue isLevel = (level - (level + 0.5).Floor()).Abs().Less(PixelDomain.LevelTolerance);
            if (domain.Clips)   // beyond the range there are no levels
                isLevel = isLevel.Or(x.Less(domain.Low)).Or(x.Greater(domain.High));
            isIn *= isLevel.To(ElementType.Single);
        }
        if (column.Imputes)
            isIn = x.IsNaN().Select(1, isIn);
        return isIn.ReduceRows("ReduceMin");
    }

    private static OnnxValue AreUsable(OnnxValue x, IReadOnlyList<SlotPart> parts)
    {
        OnnxValue isUsable = AreFinite(x);
        foreach (SlotPart part in parts.Where(part => part.Kind != SlotKind.Number))
        {
            OnnxValue values = x.Columns(part.Start, part.Length);
            OnnxValue isIndicator = (values * (values.Neg() + 1)).Abs().Greater(0).Not().To(ElementType.Single);
            isUsable *= isIndicator.ReduceRows("ReduceMin");
            if (part.Kind == SlotKind.Category)
                isUsable *= values.SumRows().Less(1.5).To(ElementType.Single);
        }
        return isUsable;
    }

    private static OnnxValue AreFinite(OnnxValue x) => IsFinite(x).ReduceRows("ReduceMin");

    private static OnnxValue IsFinite(OnnxValue x) => Not(x.Abs().Greater(float.MaxValue).Or(x.IsNaN()));

    private static OnnxValue Not(OnnxValue value) => value.Not().To(ElementType.Single);
}
