using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Short names as bytes: one byte a character, filled up with zeros.</summary>
internal static class Latin1
{
    private const int CharsPerWord = sizeof(ulong);

    public static ulong Pack(ReadOnlySpan<char> eight)
    {
        var packed = 0UL;
        for (var i = 0; i < eight.Length; i++)
        {
            Contracts.Check(eight[i] <= 0xFF);
            packed |= (ulong)eight[i] << (8 * i);
        }
        return packed;
    }

    /// <summary>Writes a name, or nothing, into as many words as the destination has.</summary>
    public static void Pack(string name, Span<ulong> words)
    {
        words.Clear();
        Contracts.Check(name == null || name.Length <= words.Length * CharsPerWord);
        for (var i = 0; i * CharsPerWord < name?.Length; i++)
            words[i] = Pack(name.AsSpan(i * CharsPerWord, Math.Min(CharsPerWord, name.Length - i * CharsPerWord)));
    }

    public static string Unpack(ReadOnlySpan<ulong> words)
    {
        Span<char> chars = stackalloc char[words.Length * CharsPerWord];
        for (var i = 0; i < chars.Length; i++)
            chars[i] = (char)((words[i / CharsPerWord] >> (8 * (i % CharsPerWord))) & 0xFF);
        return new string(chars.TrimEnd('\0'));
    }
}
