using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelSaveContext
{
    private const int NullStringId = -1;

    internal void SaveStringOrNull(string str) => Writer.Write(str == null ? NullStringId : Strings.Add(str).Id);

    internal void SaveString(string str)
    {
        _ectx.CheckValue(str, nameof(str));
        Writer.Write(Strings.Add(str).Id);
    }

    internal void SaveString(ReadOnlyMemory<char> str) => Writer.Write(Strings.Add(str.ToString()).Id);

    internal void SaveNonEmptyString(string str)
    {
        _ectx.CheckParam(!string.IsNullOrEmpty(str), nameof(str));
        Writer.Write(Strings.Add(str).Id);
    }

    internal void SaveNonEmptyString(ReadOnlyMemory<char> str) => Writer.Write(Strings.Add(str.ToString()).Id);
}
