import { crc32 } from 'node:zlib'

/** An event as AWS writes it: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html. */
export function toFrame(type: string, payload: object): Buffer {
  const headers = Object.entries({ ':message-type': 'event', ':event-type': type }).map(([name, value]) => {
    const header = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7, 0, value.length])])
    return Buffer.concat([header, Buffer.from(value)])
  })
  const content = Buffer.concat([...headers, Buffer.from(JSON.stringify(payload))])
  const prelude = Buffer.alloc(12)
  prelude.writeUInt32BE(content.length + 16, 0)
  prelude.writeUInt32BE(Buffer.concat(headers).length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(Buffer.concat([prelude, content])), 0)
  return Buffer.concat([prelude, content, checksum])
}
