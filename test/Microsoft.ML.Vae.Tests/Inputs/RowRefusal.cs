using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>Every way of reading rows refuses a bad one in the same words, and leaves no cursor open.</summary>
internal static class RowRefusal
{
    public static void Check(TinyModel model, ScriptedView data, Action fit, string message)
    {
        Message(fit).ShouldContain(message);
        Message(() => model.Transformer.Evaluate(data)).ShouldContain(message);
        Message(() => model.Transformer.Transform(data).Vectors(TinyModel.Mean)).ShouldContain(message);
        Message(() => ReadRowByRow(model, data)).ShouldContain(message);
        data.OpenCursors.ShouldBe(0);
    }

    public static string Message(Action action) => Should.Throw<InvalidOperationException>(action).Message;

    private static void ReadRowByRow(TinyModel model, ScriptedView data)
    {
        IRowToRowMapper mapper = ((ITransformer)model.Transformer).GetRowToRowMapper(data.Schema);
        using DataViewRowCursor input = data.GetRowCursor(data.Schema);
        using DataViewRow row = mapper.GetRow(input, mapper.OutputSchema);
        ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(mapper.OutputSchema[TinyModel.Mean]);
        while (input.MoveNext())
            get.Value();
    }
}
