using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>
/// Rows of data with their latents and, where rows are images, with small pictures. Those that the model cannot use are left out.
/// </summary>
internal sealed class CodedRows
{
    private const long MostPictureBytes = 256L << 20;

    private readonly List<float[]> _codes = [];
    private readonly List<string> _names = [];
    private readonly List<string> _labels = [];
    private readonly List<Picture> _pictures = [];
    private readonly List<float[]> _conditions = [];

    /// <summary>Encodes rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="shape">The size of the model's pictures; null: none are kept.</param>
    public CodedRows(LoadedModel model, DataRows rows, (int Width, int Height)? shape)
    {
        var view = model.Vae.Encode(model.ToInput(rows.View));
        DataViewSchema.Column code = view.Schema[model.Vae.OutputColumnName], input = view.Schema[model.Vae.InputColumnName];
        var condition = model.Vae.Model.Input.Condition;
        using var cursor = view.GetRowCursor(condition is null ? [code, input] : [code, input, view.Schema[condition.Name]]);
        var getCondition = condition is null ? null : ModelCondition.Reader(model.Context, condition, cursor);
        var getCode = cursor.GetGetter<VBuffer<float>>(code);
        var getPicture = shape is { } size ? PictureGetter(cursor, input, size) : null;
        VBuffer<float> latent = default;
        for (var i = 0; cursor.MoveNext(); i++)
        {
            getCode(ref latent);
            float[] values = [.. latent.DenseValues()];
            if (!values.All(float.IsFinite))
                continue;
            _codes.Add(values);
            _names.Add(rows.Name(i));
            if (rows.Label is { } label)
                _labels.Add(label(i));
            if (getCondition is not null)
                _conditions.Add(getCondition());
            if (getPicture is not null)
                _pictures.Add(getPicture());
            if (_pictures.Count > 0 && _pictures.Count * (long)_pictures[0].Pixels.Length > MostPictureBytes)
                break;
        }
        Classes = [.. _labels.Distinct().OrderBy(label => label.Length).ThenBy(label => label, StringComparer.Ordinal)];
        var indices = Classes.Index().ToDictionary(item => item.Item, item => item.Index);
        ClassIndices = [.. _labels.Select(label => indices[label])];
    }

    public int Count => _codes.Count;

    public IReadOnlyList<float[]> Codes => _codes;

    public IReadOnlyList<string> Names => _names;

    /// <summary>The class of each row; empty where there are none.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>The different classes, in order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The class of each row, as its position among them.</summary>
    public IReadOnlyList<int> ClassIndices { get; }

    /// <summary>The picture of each row; empty where there are none.</summary>
    public IReadOnlyList<Picture> Pictures => _pictures;

    /// <summary>The condition of each row, its numbers or the number of its key; empty where the model has none.</summary>
    public IReadOnlyList<float[]> Conditions => _conditions;

    /// <summary>The rows whose latents are nearest, by their positions and distances.</summary>
    public IEnumerable<(int Row, double Distance)> Nearest(float[] latent, int count) => _codes
        .Select((code, row) => (Row: row, Distance: Math.Sqrt(code.Zip(latent, (a, b) => ((double)a - b) * ((double)a - b)).Sum())))
        .OrderBy(near => near.Distance).Take(count);

    private static Func<Picture>? PictureGetter(DataViewRow row, DataViewSchema.Column input, (int Width, int Height) size)
    {
        if (input.Type is ImageDataViewType)
        {
            var getImage = row.GetGetter<MLImage>(input);
            return () =>
            {
                MLImage image = default!;
                getImage(ref image);
                using (image)
                    return Picture.Of(image);
            };
        }
        if (input.Type is not VectorDataViewType vector || vector.Size != size.Width * size.Height)
            return null;
        return vector.ItemType == NumberDataViewType.Byte ? Getter<byte>(level => level)
            : vector.ItemType == NumberDataViewType.Single ? Getter<float>(level => (byte)Math.Clamp(MathF.Round(level * 255), 0, 255))
            : null;

        Func<Picture> Getter<T>(Converter<T, byte> level)
        {
            var get = row.GetGetter<VBuffer<T>>(input);
            VBuffer<T> values = default;
            return () =>
            {
                get(ref values);
                return Picture.OfGrey(size.Width, size.Height, Array.ConvertAll(values.DenseValues().ToArray(), level));
            };
        }
    }
}
