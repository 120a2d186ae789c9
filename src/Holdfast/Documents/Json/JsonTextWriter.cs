using System.Buffers;
using Holdfast.Documents.Arrays;
using Holdfast.Documents.Numbers;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Json;

/// <summary>Writes nodes as JSON text in UTF-8, number texts as they were.</summary>
/// <remarks>
/// Shape. Escapes what RFC 8259 demands and nothing else: quote, backslash, control characters.
/// Cost.  One pass; memory only as the output asks for it. Recursion is bounded by the depth of a document.
/// </remarks>
internal ref struct JsonTextWriter
{
    /// <summary>Bytes asked from the output at once.</summary>
    private const int SpanBytes = 4096;

    /// <summary>Texts up to this length are written in one piece.</summary>
    private const int ShortBytes = 64;

    private readonly IBufferWriter<byte> _output;
    private readonly bool _isIndented;
    private readonly int _indent;
    private Span<byte> _span;
    private int _used;
    private int _depth;

    private JsonTextWriter(IBufferWriter<byte> output, JsonStyle style)
    {
        _output = output;
        _isIndented = style != JsonStyle.Compact;
        _indent = style == JsonStyle.Wide ? 4 : 2;
    }

    /// <summary>Writes a node.</summary>
    public static void Write(object? node, IBufferWriter<byte> output, JsonStyle style = JsonStyle.Compact)
    {
        JsonTextWriter writer = new(output, style);
        writer.Node(node);
        output.Advance(writer._used);
    }

    private void Node(object? node)
    {
        switch (node)
        {
            case IntegerNode integer:
                Integer(integer);
                break;
            case byte[] text:
                Text(text);
                break;
            case ObjectNode members:
                Object(members);
                break;
            case ArrayNode items:
                Array(items);
                break;
            case TextNumberNode number:
                Raw(number.Text);
                break;
            default:
                Raw(node is null ? "null"u8 : (bool)node ? "true"u8 : "false"u8);
                break;
        }
    }

    private void Integer(IntegerNode integer)
    {
        // Room may hand over what was written and begin again: it comes before _used is read.
        Span<byte> room = Room(IntegerNode.MaxTextLength);
        _used += integer.Write(room);
    }

    private void Object(ObjectNode node)
    {
        Open((byte)'{');
        bool isFirst = true;
        foreach (ref readonly ObjectEntry entry in ObjectOrder.Of(node))
        {
            Name(entry.Key, isFirst);
            isFirst = false;
            Node(entry.Value);
        }

        Close((byte)'}', isFirst);
    }

    private void Name(ReadOnlySpan<byte> name, bool isFirst)
    {
        if (!_isIndented && name.Length <= ShortBytes && NodeSize.IndexOfEscaped(name) < 0)
        {
            ShortName(name, isFirst);
            return;
        }

        Separate(isFirst);
        Text(name);
        Raw(_isIndented ? ": "u8 : ":"u8);
    }

    /// <summary>As most names are: the comma before and the colon behind it in one piece with it.</summary>
    private void ShortName(ReadOnlySpan<byte> name, bool isFirst)
    {
        int start = isFirst ? 0 : 1;
        Span<byte> room = Room(name.Length + start + 3)[..(name.Length + start + 3)];
        room[0] = (byte)',';
        room[start] = (byte)'"';
        name.CopyTo(room[(start + 1)..]);
        room[^2] = (byte)'"';
        room[^1] = (byte)':';
        _used += room.Length;
    }

    private void Array(ArrayNode node)
    {
        Open((byte)'[');
        bool isFirst = true;
        foreach (ref readonly ArrayItem item in node)
        {
            Separate(isFirst);
            isFirst = false;
            Node(item.Value);
        }

        Close((byte)']', isFirst);
    }

    private void Open(byte bracket)
    {
        Byte(bracket);
        _depth++;
    }

    private void Separate(bool isFirst)
    {
        if (!isFirst)
            Byte((byte)',');
        if (_isIndented)
            NewLine();
    }

    private void Close(byte bracket, bool isEmpty)
    {
        _depth--;
        if (_isIndented && !isEmpty)
            NewLine();
        Byte(bracket);
    }

    private void NewLine()
    {
        Byte((byte)'\n');
        int spaces = _depth * _indent;
        Room(spaces)[..spaces].Fill((byte)' ');
        _used += spaces;
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        if (text.Length <= ShortBytes && NodeSize.IndexOfEscaped(text) < 0)
            Short(text);
        else
            Long(text);
    }

    /// <summary>A text that is short and has nothing to escape, as most are: room is asked for once.</summary>
    private void Short(ReadOnlySpan<byte> text)
    {
        Span<byte> room = Room(text.Length + 2);
        room[0] = (byte)'"';
        text.CopyTo(room[1..]);
        room[text.Length + 1] = (byte)'"';
        _used += text.Length + 2;
    }

    private void Long(ReadOnlySpan<byte> text)
    {
        Byte((byte)'"');
        int found;
        while ((found = NodeSize.IndexOfEscaped(text)) >= 0)
        {
            Raw(text[..found]);
            Escape(text[found]);
            text = text[(found + 1)..];
        }

        Raw(text);
        Byte((byte)'"');
    }

    private void Escape(byte code)
    {
        Raw(code switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\f' => "\\f"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\r' => "\\r"u8,
            (byte)'\t' => "\\t"u8,
            _ => [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Hex(code >> 4), Hex(code & 15)],
        });
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    private void Byte(byte code)
    {
        Room(1)[0] = code;
        _used++;
    }

    private void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > SpanBytes)
        {
            bytes[..SpanBytes].CopyTo(Room(SpanBytes));
            _used += SpanBytes;
            bytes = bytes[SpanBytes..];
        }

        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    private Span<byte> Room(int bytes)
    {
        if (_span.Length - _used < bytes)
        {
            _output.Advance(_used);
            _span = _output.GetSpan(Math.Max(bytes, _span.IsEmpty ? 1 : SpanBytes));
            _used = 0;
        }

        return _span[_used..];
    }
}
