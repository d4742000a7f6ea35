namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>The scores of normal rows, and those of anomalies.</summary>
internal sealed record ScoredLabels(IReadOnlyList<float> Normal, IReadOnlyList<float> Anomalous)
{
    /// <summary>Reads two columns. A row is an anomaly where its label is true, above 0, or the second or a later value of a key.</summary>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public static ScoredLabels Read(IDataView data, string labelColumn, string scoreColumn)
    {
        DataViewSchema.Column score = LabelReader.Find(data.Schema, scoreColumn), label = LabelReader.Find(data.Schema, labelColumn);
        if (!score.Type.Equals(NumberDataViewType.Single))
            throw new ArgumentException($"Column '{scoreColumn}' is {score.Type}; scores must be Single.");
        using DataViewRowCursor cursor = data.GetRowCursor([score, label]);
        ValueGetter<float> getScore = cursor.GetGetter<float>(score);
        Func<bool> isAnomaly = Reader(cursor, label);
        List<float> normal = [], anomalous = [];
        float value = 0;
        while (cursor.MoveNext())
        {
            getScore(ref value);
            if (float.IsFinite(value))   // another row is one that the model cannot use
                (isAnomaly() ? anomalous : normal).Add(value);
        }
        return normal.Count + anomalous.Count > 0 ? new ScoredLabels(normal, anomalous)
            : throw new InvalidOperationException($"Column '{scoreColumn}': the data has no rows with a score.");
    }

    private static Func<bool> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        return column.Type switch
        {
            BooleanDataViewType => Of<bool>(value => value),
            KeyDataViewType key when key.RawType == typeof(uint) => Of<uint>(value => value > 1),
            KeyDataViewType key when key.RawType == typeof(byte) => Of<byte>(value => value > 1),
            NumberDataViewType number when number.RawType == typeof(float) => Of<float>(value => value > 0),
            NumberDataViewType number when number.RawType == typeof(int) => Of<int>(value => value > 0),
            NumberDataViewType number when number.RawType == typeof(byte) => Of<byte>(value => value > 0),
            _ => throw new ArgumentException(
                $"Column '{column.Name}' is {column.Type}; the label of an anomaly must be a Boolean, a number or a key."),
        };

        Func<bool> Of<T>(Func<T, bool> test)
        {
            ValueGetter<T> get = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                get(ref value);
                return test(value);
            };
        }
    }
}
