using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Pictures that do something when one of them is read, and count what is read afterwards.</summary>
internal sealed class CancelingRows
{
    private readonly int _size;
    private readonly int _at;
    private readonly Action _action;

    /// <param name="rows">How many.</param>
    /// <param name="at">The reading, from 1 and over all passes, in which the action happens.</param>
    /// <param name="action">What happens.</param>
    /// <param name="size">Pixels per row.</param>
    public CancelingRows(int rows, int at, Action action, int size = TinyModel.Size)
    {
        (_size, _at, _action) = (size, at, action);
        View = new ScriptedView(rows).AddVector(TinyModel.Input, NumberDataViewType.Single, size, Read);
    }

    public ScriptedView View { get; }

    public int Readings { get; private set; }

    public int ReadingsAfterwards => Math.Max(0, Readings - _at);

    private VBuffer<float> Read(int row)
    {
        if (++Readings == _at)
            _action();
        return TestImages.Dense(TestImages.Floats(row, _size));
    }
}
