namespace Microsoft.ML.Trainers.Training;

/// <summary>The nearest centroid of a point and how far the second nearest is; of equally near ones the last counts.</summary>
internal struct Nearest
{
    public static Nearest None => new() { Distance = float.PositiveInfinity, SecondDistance = float.PositiveInfinity };

    public int Index { get; private set; }

    public float Distance { get; private set; }

    public float SecondDistance { get; private set; }

    public void Consider(int index, float distance)
    {
        if (distance <= Distance)
        {
            SecondDistance = Distance;
            Distance = distance;
            Index = index;
        }
        else if (distance < SecondDistance)
        {
            SecondDistance = distance;
        }
    }
}
