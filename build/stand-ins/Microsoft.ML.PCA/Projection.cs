using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Directions, the one of the greatest variance first, and the mean's projection on them; null where the data was not centred.
/// In a model's body: dimension and rank (Int32), each direction (Single), the length of the projected mean (Int32, 0 for none) and the mean (Single).
/// </summary>
internal sealed class Projection
{
    private readonly float[][] _directions;
    private readonly float[] _projectedMean;

    public Projection(float[][] directions, float[] projectedMean)
    {
        _directions = directions;
        _projectedMean = projectedMean;
    }

    public int Dimension => _directions[0].Length;

    public int Rank => _directions.Length;

    public static Projection Load(ModelLoadContext ctx)
    {
        var (dimension, rank) = (ctx.Reader.ReadInt32(), ctx.Reader.ReadInt32());
        Contracts.CheckDecode(rank > 0 && rank <= dimension);
        var directions = new float[rank][];
        for (var i = 0; i < rank; i++)
            directions[i] = ReadFinite(ctx.Reader, dimension);
        var meanLength = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(meanLength == 0 || meanLength == rank);
        return new Projection(directions, meanLength == 0 ? null : ReadFinite(ctx.Reader, rank));
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Dimension);
        writer.Write(Rank);
        foreach (var direction in _directions)
            Write(writer, direction);
        writer.Write(_projectedMean?.Length ?? 0);
        Write(writer, _projectedMean ?? []);
    }

    public void Apply(float[] vector, Span<float> projected)
    {
        for (var i = 0; i < Rank; i++)
            projected[i] = Floats.Dot(_directions[i], vector) - (_projectedMean == null ? 0 : _projectedMean[i]);
    }

    private static float[] ReadFinite(BinaryReader reader, int count)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
            numbers[i] = reader.ReadSingle();
        Contracts.CheckDecode(Array.TrueForAll(numbers, float.IsFinite));
        return numbers;
    }

    private static void Write(BinaryWriter writer, float[] numbers)
    {
        foreach (var number in numbers)
            writer.Write(number);
    }
}
