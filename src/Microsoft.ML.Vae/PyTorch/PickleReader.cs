using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>
/// Reads the part of Python's pickle language (protocol 2) of which state_dicts consist: dictionaries, tuples, lists, texts, numbers and
/// tensors. Names of classes and functions are compared with those that PyTorch writes for tensors; nothing is looked up or run. Every
/// instruction takes at least a byte and makes at most one object, so memory and time are bounded by the length.
/// </summary>
internal sealed class PickleReader
{
    private readonly byte[] _bytes;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private int _at;

    private PickleReader(byte[] bytes) => _bytes = bytes;

    /// <exception cref="ModelFormatException">The bytes are damaged, or hold more than a state_dict does.</exception>
    public static object? Read(byte[] bytes) => new PickleReader(bytes).Run();

    private object? Run()
    {
        while (true)
        {
            byte code = Take(1)[0];
            if (code == '.')
                return Pop();
            Execute(code);
        }
    }

    private void Execute(byte code)
    {
        switch (code)
        {
            case 0x80:
                CheckProtocol(Take(1)[0]);
                break;
            case (byte)'(':
                _stack.Add(PickleMark.Instance);
                break;
            case (byte)'}':
                _stack.Add(new PickleDictionary());
                break;
            case (byte)']':
                _stack.Add(new List<object?>());
                break;
            case (byte)')':
                _stack.Add(Array.Empty<object?>());
                break;
            case (byte)'N':
                _stack.Add(null);
                break;
            case 0x88 or 0x89:
                _stack.Add(code == 0x88);
                break;
            case (byte)'K':
                _stack.Add((long)Take(1)[0]);
                break;
            case (byte)'M':
                _stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                break;
            case (byte)'J':
                _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                break;
            case 0x8a:
                _stack.Add(LongNumber());
                break;
            case (byte)'G':
                _stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                break;
            case (byte)'X':
                _stack.Add(Text(Take(Length())));
                break;
            case (byte)'c':
                _stack.Add(PickleCalls.Global($"{Line()}.{Line()}"));
                break;
            default:
                Combine(code);
                break;
        }
    }

    private void Combine(byte code)
    {
        switch (code)
        {
            case (byte)'q' or (byte)'r':
                _memo[Index(isLong: code == 'r')] = Peek();
                break;
            case (byte)'h' or (byte)'j':
                _stack.Add(_memo.TryGetValue(Index(isLong: code == 'j'), out object? value) ? value : throw Damaged("an unknown index"));
                break;
            case (byte)'t':
                _stack.Add(PopToMark());
                break;
            case 0x85 or 0x86 or 0x87:
                _stack.Add(Pop(code - 0x84));
                break;
            case (byte)'a':
                AddTo<List<object?>>(Pop(1), (list, items) => list.AddRange(items));
                break;
            case (byte)'e':
                AddTo<List<object?>>(PopToMark(), (list, items) => list.AddRange(items));
                break;
            case (byte)'s':
                AddTo<PickleDictionary>(Pop(2), SetItems);
                break;
            case (byte)'u':
                AddTo<PickleDictionary>(PopToMark(), SetItems);
                break;
            case (byte)'Q':
                _stack.Add(PickleCalls.Storage(Pop()) ?? throw Damaged("a storage of another form"));
                break;
            case (byte)'R':
                object? arguments = Pop();
                _stack.Add(PickleCalls.Call(Pop(), arguments) ?? throw Damaged("a call of another form"));
                break;
            case (byte)'b':
                Pop();   // attributes of a dictionary, such as _metadata
                if (Peek() is not PickleDictionary)
                    throw Damaged("attributes of something else than a dictionary");
                break;
            default:
                throw Damaged(FormattableString.Invariant($"the instruction 0x{code:x2}, which no state_dict needs"));
        }
    }

    private static void CheckProtocol(byte version)
    {
        if (version != 2)
        {
            throw StateDictFile.Refused(FormattableString.Invariant(
                $"is a pickle of protocol {version}; wanted 2, which torch.save writes unless pickle_protocol is set"));
        }
    }

    private void AddTo<T>(object?[] items, Action<T, object?[]> add)
    {
        if (Peek() is not T target)
            throw Damaged("items of something that has none");
        add(target, items);
    }

    private void SetItems(PickleDictionary dictionary, object?[] items)
    {
        if (items.Length % 2 != 0)
            throw Damaged("a key without a value");
        for (int i = 0; i < items.Length; i += 2)
            dictionary.Items.Add((items[i], items[i + 1]));
    }

    private object? Peek() => _stack.Count > 0 ? _stack[^1] : throw Damaged("an empty stack");

    private object? Pop() => Pop(1)[0];

    private object?[] Pop(int count)
    {
        if (_stack.Count < count)
            throw Damaged("an empty stack");
        object?[] values = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(PickleMark.Instance);
        if (mark < 0)
            throw Damaged("no mark");
        object?[] values = Pop(_stack.Count - mark - 1);
        _stack.RemoveAt(mark);
        return values;
    }

    private long LongNumber()
    {
        int length = Take(1)[0];
        if (length > sizeof(long))
            throw Damaged($"a number of {length} bytes");
        ReadOnlySpan<byte> bytes = Take(length);
        long value = length > 0 && bytes[^1] >= 0x80 ? -1 : 0;
        for (int i = length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }

    private uint Index(bool isLong) => isLong ? BinaryPrimitives.ReadUInt32LittleEndian(Take(4)) : Take(1)[0];

    private int Length() => (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)), int.MaxValue);

    private string Line()
    {
        int length = _bytes.AsSpan(_at).IndexOf((byte)'\n');
        if (length < 0)
            throw Damaged("a line without an end");
        string line = Text(Take(length));
        _at++;
        return line;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
            throw Damaged("its end is missing");
        _at += count;
        return _bytes.AsSpan(_at - count, count);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private ModelFormatException Damaged(string what) =>
        StateDictFile.Refused(FormattableString.Invariant($"is damaged: data.pkl, byte {_at}: {what}"));
}
