namespace Holdfast.Documents.Objects;

/// <summary>Makes tries of many members at once, and splits leaves that became too large.</summary>
internal ref struct ObjectTrieBuilder
{
    private readonly int _shift;
    private readonly Span<ObjectEntry> _sorted;
    private readonly Span<ObjectEntry> _scratch;
    private readonly Span<int> _offsets;
    private readonly object[] _children;
    private readonly long _step;
    private uint _starts;
    private int _count;

    private ObjectTrieBuilder(
        Span<ObjectEntry> sorted, Span<ObjectEntry> scratch, Span<int> offsets, int shift, long step)
    {
        _step = step;
        _sorted = sorted;
        _scratch = scratch;
        _offsets = offsets;
        _shift = shift;
        _children = new object[ObjectBranch.Slots];
    }

    /// <summary>
    /// Makes a trie of members that are in the order of their sequence and all differ; reorders the span.
    /// </summary>
    public static object Build(Span<ObjectEntry> entries) => entries.Length <= ObjectTrie.LeafCapacity
        ? entries.ToArray()
        : Build(entries, new ObjectEntry[entries.Length], 0, EditStep.None);

    /// <summary>Makes a branch of a leaf that became too large.</summary>
    public static object Split(ObjectEntry[] entries, int shift, long step) =>
        Build(entries, new ObjectEntry[entries.Length], shift, step);

    /// <summary>Gives the branch with one child, whose run of slots is at least two, replaced by several.</summary>
    public static ObjectBranch SplitRun(
        ObjectBranch branch, int index, int start, int width, ObjectEntry[] entries, int shift, long step)
    {
        Span<int> offsets = stackalloc int[ObjectBranch.Slots + 1];
        ObjectEntry[] sorted = new ObjectEntry[entries.Length];
        SortBySlot(entries, sorted, offsets, shift);
        ObjectTrieBuilder builder = new(sorted, entries, offsets, shift, step);
        builder.AddRun(start, width);
        object[] children = [
            .. branch.Children.AsSpan(0, index),
            .. builder._children.AsSpan(0, builder._count),
            .. branch.Children.AsSpan(index + 1)];
        return ObjectBranch.Of(branch.Starts | builder._starts, children, step);
    }

    private static object Build(Span<ObjectEntry> entries, Span<ObjectEntry> scratch, int shift, long step)
    {
        if (entries.Length <= ObjectTrie.LeafCapacity || shift >= ObjectTrie.MaxShift)
            return entries.ToArray();
        Span<int> offsets = stackalloc int[ObjectBranch.Slots + 1];
        SortBySlot(entries, scratch, offsets, shift);
        ObjectTrieBuilder builder = new(scratch, entries, offsets, shift, step);
        builder.AddRun(0, ObjectBranch.Slots);
        return ObjectBranch.Of(builder._starts, builder._children[..builder._count], step);
    }

    private void AddRun(int start, int width)
    {
        int from = _offsets[start];
        int length = _offsets[start + width] - from;
        Span<ObjectEntry> run = _sorted.Slice(from, length);
        if (width > 1 && length > ObjectTrie.LeafCapacity)
        {
            AddRun(start, width / 2);
            AddRun(start + (width / 2), width / 2);
            return;
        }

        // Sorted by slot; a leaf keeps the order of the sequence.
        if (width > 1)
            run.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        _children[_count++] = Build(run, _scratch.Slice(from, length), _shift + ObjectBranch.Bits, _step);
        _starts |= 1u << start;
    }

    /// <summary>Sorts by slot and keeps the order within a slot, which is the order of the sequence.</summary>
    private static void SortBySlot(
        ReadOnlySpan<ObjectEntry> entries, Span<ObjectEntry> sorted, Span<int> offsets, int shift)
    {
        offsets.Clear();
        foreach (ref readonly ObjectEntry entry in entries)
            offsets[SlotOf(in entry, shift) + 1]++;
        for (int slot = 0; slot < ObjectBranch.Slots; slot++)
            offsets[slot + 1] += offsets[slot];
        Span<int> next = stackalloc int[ObjectBranch.Slots];
        offsets[..ObjectBranch.Slots].CopyTo(next);
        foreach (ref readonly ObjectEntry entry in entries)
            sorted[next[SlotOf(in entry, shift)]++] = entry;
    }

    private static int SlotOf(in ObjectEntry entry, int shift) =>
        (int)((uint)entry.Hash >> shift) & (ObjectBranch.Slots - 1);
}
