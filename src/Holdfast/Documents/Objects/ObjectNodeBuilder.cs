using System.Buffers;
using System.Numerics;

namespace Holdfast.Documents.Objects;

/// <summary>Makes objects of many members at once.</summary>
internal static class ObjectNodeBuilder
{
    /// <summary>Makes an object of members in order; hash and sequence are filled in here.</summary>
    /// <remarks>
    /// Shape. A name that comes again keeps its first place and takes the last value. The span is used up.
    /// </remarks>
    /// <param name="entries">Name, value and revision of each member.</param>
    /// <param name="duplicates">Receives the names that came again; null when nobody asks.</param>
    public static ObjectNode Build(Span<ObjectEntry> entries, List<byte[]>? duplicates = null)
    {
        if (entries.IsEmpty)
            return ObjectNode.Empty;
        foreach (ref ObjectEntry entry in entries)
            entry.Hash = KeyHash.Of(entry.Key);
        return BuildHashed(entries[..Deduplicate(entries, duplicates)]);
    }

    /// <summary>Makes an object of members in order whose names differ and whose hashes are known.</summary>
    public static ObjectNode BuildHashed(Span<ObjectEntry> entries)
    {
        long size = 2 + Math.Max(0, entries.Length - 1);
        int height = 0;
        long newest = 0;
        uint sequence = 0;
        foreach (ref ObjectEntry entry in entries)
        {
            entry.Sequence = sequence++;
            size += ObjectNode.MemberSize(entry.Key, entry.Value);
            height = Math.Max(height, NodeSize.Height(entry.Value));
            newest = Math.Max(newest, NewestOf(in entry));
        }

        return new ObjectNode
        {
            Count = entries.Length,
            Height = height + 1,
            Size = size,
            Newest = newest,
            Root = ObjectTrieBuilder.Build(entries),
            NextSequence = sequence,
        };
    }

    /// <summary>Gives the same object with sequence numbers from 0.</summary>
    public static ObjectNode Renumber(ObjectNode node)
    {
        ObjectEntry[] entries = ObjectOrder.Entries(node);
        ObjectNode fresh = BuildHashed(entries);
        return new ObjectNode
        {
            Count = fresh.Count,
            Height = fresh.Height,
            Size = fresh.Size,
            Floor = node.Floor,
            ShapeRevision = node.ShapeRevision,
            Newest = node.Newest,
            Root = fresh.Root,
            NextSequence = fresh.NextSequence,
        };
    }

    private static long NewestOf(in ObjectEntry entry) =>
        entry.Value is ContainerNode container ? Math.Max(entry.Revision, container.Newest) : entry.Revision;

    /// <summary>Moves the members that differ to the front and tells how many they are.</summary>
    private static int Deduplicate(Span<ObjectEntry> entries, List<byte[]>? duplicates)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(entries.Length * 2L, Array.MaxLength / 2));
        if (entries.Length <= ObjectTrie.LeafCapacity)
            return Deduplicate(entries, stackalloc int[capacity], duplicates);
        int[] table = ArrayPool<int>.Shared.Rent(capacity);
        try
        {
            return Deduplicate(entries, table.AsSpan(0, capacity), duplicates);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(table);
        }
    }

    /// <summary>Uses a table of places plus one, 0 for free; its length is a power of two.</summary>
    private static int Deduplicate(Span<ObjectEntry> entries, Span<int> table, List<byte[]>? duplicates)
    {
        table.Clear();
        int kept = 0;
        foreach (ref ObjectEntry entry in entries)
        {
            int slot = entry.Hash & (table.Length - 1);
            while (table[slot] != 0 && !entries[table[slot] - 1].Is(entry.Key, entry.Hash))
                slot = (slot + 1) & (table.Length - 1);
            if (table[slot] == 0)
            {
                entries[kept++] = entry;
                table[slot] = kept;
                continue;
            }

            duplicates?.Add(entry.Key);
            ref ObjectEntry first = ref entries[table[slot] - 1];
            first.Value = entry.Value;
            first.Revision = entry.Revision;
        }

        return kept;
    }
}
