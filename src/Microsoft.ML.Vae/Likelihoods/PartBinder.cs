using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>Finds the slots that parts of a likelihood name, and every fault of them.</summary>
internal sealed class PartBinder
{
    private const int MostNames = 10;   // in messages

    private readonly InputSlots _slots;
    private readonly LikelihoodPart?[] _owners;
    private readonly List<string> _faults = [];
    private readonly List<SlotPart> _parts = [];

    private PartBinder(InputSlots slots)
    {
        _slots = slots;
        _owners = new LikelihoodPart[slots.Size];
    }

    /// <summary>The parts in the order of their slots, each of one column.</summary>
    /// <exception cref="ArgumentException">A part names no slots, or a slot is in several parts or in none.</exception>
    public static SlotPart[] Bind(IExceptionContext context, InputSlots slots, IReadOnlyList<LikelihoodPart> parts)
    {
        var binder = new PartBinder(slots);
        foreach (LikelihoodPart part in parts)
            binder.Take(part);
        if (binder._faults.Count == 0 && binder.Unowned() is var rest and not "")
        {
            const string others = $"{nameof(LikelihoodPart)}.{nameof(LikelihoodPart.Others)}";
            binder._faults.Add($"no part has {rest}. Give each slot a part, or add {others} for the rest");
        }
        if (binder._faults.Count == 0)
            return [.. binder._parts.OrderBy(part => part.Start)];
        string faults = string.Join("; ", binder._faults.Distinct());
        throw context.ExceptParam(
            "options", $"{nameof(Likelihood)}.{nameof(Likelihood.Mixed)}: of column '{slots.Column}', {faults}.");
    }

    private void Take(LikelihoodPart part)
    {
        if (part.Slots is { } range)
            TakeRange(part, range);
        foreach (string column in part.Columns)
            TakeColumn(part, column);
        if (part.Kind is null)
            TakeOthers(part);
    }

    private void TakeRange(LikelihoodPart part, Range range)
    {
        int size = _slots.Size, start = range.Start.GetOffset(size), end = range.End.GetOffset(size);
        if (start < 0 || end > size || start >= end)
        {
            _faults.Add(FormattableString.Invariant($"{part} holds none of the {size} slots, or more than there are"));
            return;
        }
        if (Own(part, start, end) && part.Kind == SlotKind.Category)
            Add(part.Kind.Value, start, end, part);
        else
            AddByColumn(part.Kind!.Value, start, end, part);
    }

    private void TakeColumn(LikelihoodPart part, string column)
    {
        bool found = false;
        for (int start = 0; start < _slots.Size; start++)
        {
            if (!IsOf(start, column))
                continue;
            int end = start + 1;
            while (end < _slots.Size && IsOf(end, column))
                end++;
            if (Own(part, start, end))
                AddByColumn(part.Kind!.Value, start, end, part);
            (found, start) = (true, end);
        }
        if (!found)
            _faults.Add($"there are no slots of '{column}'{Known()}");
    }

    private void TakeOthers(LikelihoodPart part)
    {
        for (int start = 0, end; start < _slots.Size; start = end)
        {
            end = start + 1;
            if (_owners[start] is not null)
                continue;
            (int Start, int Length) category = _slots.Categories.FirstOrDefault(range => range.Start == start);
            bool isCategory = category.Length > 0 && _owners.Skip(start).Take(category.Length).All(owner => owner is null);
            if (isCategory)
                end = start + category.Length;
            Own(part, start, end);
            Add(isCategory ? SlotKind.Category : SlotKind.Number, start, end, part);
        }
    }

    private bool IsOf(int slot, string column) => column.Length > 0 && (_slots.Sources[slot] == column || _slots.Names[slot] == column);

    private bool Own(LikelihoodPart part, int start, int end)
    {
        for (int slot = start; slot < end; slot++)
        {
            if (_owners[slot] is { } other)
            {
                _faults.Add(FormattableString.Invariant($"slot {slot}{Name(slot)} is in two parts, {other} and {part}"));
                return false;
            }
        }
        _owners.AsSpan(start, end - start).Fill(part);
        return true;
    }

    /// <summary>A part for each column within some slots, and for each category that one-hot encoding made.</summary>
    private void AddByColumn(SlotKind kind, int start, int end, LikelihoodPart part)
    {
        for (int from = start, to; from < end; from = to)
        {
            to = from + 1;
            while (to < end && _slots.Sources[to] == _slots.Sources[from]
                && !(kind == SlotKind.Category && _slots.Categories.Any(range => range.Start == to)))
                to++;
            Add(kind, from, to, part);
        }
    }

    private void Add(SlotKind kind, int start, int end, LikelihoodPart part) => _parts.Add(
        new SlotPart(kind, start, end - start, _slots.Sources[start]) { StandardDeviation = part.StandardDeviation });

    private string Unowned()
    {
        List<string> ranges = [];
        for (int start = 0; start < _owners.Length; start++)
        {
            if (_owners[start] is not null)
                continue;
            int end = start + 1;
            while (end < _owners.Length && _owners[end] is null && _slots.Sources[end] == _slots.Sources[start])
                end++;
            ranges.Add(end - start == 1
                ? FormattableString.Invariant($"slot {start}{Name(start)}")
                : FormattableString.Invariant($"slots {start}..{end - 1}{Source(start)}"));
            start = end - 1;
        }
        return List(ranges);
    }

    private string Known()
    {
        string[] columns = [.. _slots.Sources.Where(source => source.Length > 0).Distinct()];
        return columns.Length == 0
            ? ", because its slots have no names; use ranges of slots"
            : $"; there are those of {List(columns.Select(column => $"'{column}'"))}";
    }

    private string Name(int slot) => _slots.Names[slot].Length == 0 ? "" : $" ('{_slots.Names[slot]}')";

    private string Source(int slot) => _slots.Sources[slot].Length == 0 ? "" : $" ('{_slots.Sources[slot]}')";

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string more = all.Length > MostNames ? FormattableString.Invariant($" and {all.Length - MostNames} more") : "";
        return string.Join(", ", all.Take(MostNames)) + more;
    }
}
